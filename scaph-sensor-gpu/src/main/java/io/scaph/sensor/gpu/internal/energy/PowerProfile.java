package io.scaph.sensor.gpu.internal.energy;

import java.util.Locale;

/**
 * The power of a GPU that measures nothing, by its utilisation u: {@code P = idle + u (full - idle)}.
 *
 * @param idleWatts the power of the idle device, in watts
 * @param fullWatts the power of the busy device, in watts, not below that
 */
public record PowerProfile(double idleWatts, double fullWatts) {
    private static final double MICRO = 1e6;

    /**
     * Checks both ends.
     *
     * @param idleWatts the power of the idle device, in watts
     * @param fullWatts the power of the busy device, in watts
     * @throws IllegalArgumentException if they are not the power of a GPU
     */
    public PowerProfile {
        if (!(idleWatts >= 0) || !(fullWatts >= idleWatts) || fullWatts > 1e6) {
            throw new IllegalArgumentException(
                    "idle " + idleWatts + " W, full " + fullWatts + " W: not the power of a GPU");
        }
    }

    /**
     * The power at a utilisation.
     *
     * @param percent the utilisation, from 0 to 100; a number beyond counts as the end
     * @return the power in µW
     */
    public long microwatts(long percent) {
        double load = Math.min(100, Math.max(0, percent)) / 100.0;
        return Math.round((idleWatts + load * (fullWatts - idleWatts)) * MICRO);
    }

    /**
     * The profile as text.
     *
     * @return "27 to 306 W"
     */
    public String text() {
        return String.format(Locale.ROOT, "%.0f to %.0f W", idleWatts, fullWatts);
    }
}
