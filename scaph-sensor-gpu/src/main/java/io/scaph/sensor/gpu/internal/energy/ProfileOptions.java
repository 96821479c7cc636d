package io.scaph.sensor.gpu.internal.energy;

import java.util.OptionalDouble;

/**
 * What the user told of the power of GPUs that measure nothing.
 *
 * @param idleWatts the power of an idle GPU, in watts
 * @param fullWatts the power of a busy one, in watts
 */
public record ProfileOptions(OptionalDouble idleWatts, OptionalDouble fullWatts) {
    /** Nothing told. */
    public static final ProfileOptions NONE = new ProfileOptions(OptionalDouble.empty(), OptionalDouble.empty());

    /**
     * The profile of a GPU.
     *
     * @param limitWatts the power limit that it told, in watts
     * @return the profile
     * @throws IllegalArgumentException if too little is known, or it makes no sense; one line
     */
    public PowerProfile of(OptionalDouble limitWatts) {
        return PowerProfile.of(idleWatts, fullWatts, limitWatts);
    }
}
