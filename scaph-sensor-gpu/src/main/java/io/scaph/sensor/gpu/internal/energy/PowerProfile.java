package io.scaph.sensor.gpu.internal.energy;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A GPU's power by how busy it is: {@code P = idle + u (full - idle)}. Only where the device measures nothing.
 *
 * <p>Without numbers of its user's own the ends are 11.5 % and 102 % of the power limit (TDP): the ratios that the Cloud Carbon
 * Footprint project uses for GPUs (appendix III), who borrowed them from CPUs. Nobody measured them on this device.
 *
 * @param idleWatts the power of the idle device, in watts
 * @param fullWatts the power of the busy device, in watts, not below that
 */
public record PowerProfile(double idleWatts, double fullWatts) {
    private static final double IDLE_PART = 0.115;
    private static final double FULL_PART = 1.02;
    private static final double MICRO = 1e6;

    /**
     * Checks what it is given.
     *
     * @param idleWatts {@link #idleWatts()}
     * @param fullWatts {@link #fullWatts()}
     */
    public PowerProfile {
        if (!(idleWatts >= 0) || !(fullWatts >= idleWatts) || fullWatts > 1e6) {
            throw new IllegalArgumentException(
                    "idle " + idleWatts + " W, full " + fullWatts + " W: not the power of a GPU");
        }
    }

    /**
     * The profile from what is known.
     *
     * @param idle the idle power that the user told, in watts
     * @param full the full power that he told, in watts
     * @param limitWatts the power limit that the device told
     * @return the profile
     * @throws IllegalArgumentException if neither full power nor limit is known, or full is less than idle
     */
    public static PowerProfile of(OptionalDouble idle, OptionalDouble full, OptionalDouble limitWatts) {
        if (full.isEmpty() && limitWatts.isEmpty()) {
            throw new IllegalArgumentException("its power limit is not known either; give --gpu-full-watts");
        }
        double top = full.orElseGet(() -> FULL_PART * limitWatts.getAsDouble());
        // Of a full power that was told, the limit is what it would be 102 % of.
        double bottom = idle.orElseGet(() -> IDLE_PART * limitWatts.orElse(top / FULL_PART));
        return new PowerProfile(full.isPresent() ? bottom : Math.min(bottom, top), top);
    }

    /**
     * The power at a load.
     *
     * @param percent how busy, from 0 to 100; what is beyond counts as the end
     * @return the power in µW
     */
    public long microwatts(long percent) {
        double load = Math.min(100, Math.max(0, percent)) / 100.0;
        return Math.round((idleWatts + load * (fullWatts - idleWatts)) * MICRO);
    }

    /**
     * For people.
     *
     * @return "27 to 306 W"
     */
    public String text() {
        return String.format(Locale.ROOT, "%.0f to %.0f W", idleWatts, fullWatts);
    }
}
