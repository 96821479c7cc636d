package io.scaph.sensor.gpu.internal.energy;

import java.util.OptionalDouble;

/**
 * The power profiles of GPUs that measure nothing, from what the user gave and what a device reports. Without numbers of the
 * user the ends are 11.5 % and 102 % of the power limit (TDP): the ratios that the Cloud Carbon Footprint project uses for
 * GPUs (appendix III), taken from CPUs. They were not measured on the device.
 *
 * @param idleWatts the power of an idle GPU, in watts, if the user gave it
 * @param fullWatts the power of a busy GPU, in watts, if the user gave it
 */
public record PowerProfiles(OptionalDouble idleWatts, OptionalDouble fullWatts) {
    private static final double IDLE_PART = 0.115;
    private static final double FULL_PART = 1.02;

    /**
     * The profile of a GPU.
     *
     * @param limitWatts its power limit, in watts, if the device reports it
     * @return the profile
     * @throws IllegalArgumentException if neither full power nor limit is known, or full is less than idle; one line
     */
    public PowerProfile of(OptionalDouble limitWatts) {
        if (fullWatts.isEmpty() && limitWatts.isEmpty()) {
            throw new IllegalArgumentException("its power limit is not known either; give --gpu-full-watts");
        }
        double full = fullWatts.orElseGet(() -> FULL_PART * limitWatts.getAsDouble());
        // If only the full power is known, it is taken to be 102 % of the limit.
        double idle = idleWatts.orElseGet(() -> IDLE_PART * limitWatts.orElse(full / FULL_PART));
        return new PowerProfile(fullWatts.isPresent() ? idle : Math.min(idle, full), full);
    }
}
