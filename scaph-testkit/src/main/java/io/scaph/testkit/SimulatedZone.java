package io.scaph.testkit;

/**
 * A zone of a simulated powercap tree.
 *
 * @param path its directory below the class root: {@code intel-rapl:0:1}
 * @param name the content of its {@code name} file: {@code dram}
 * @param watts its constant power, in watts, not negative
 * @param startMicrojoules the value of its counter at the start, in µJ, from 0 to the range
 * @param rangeMicrojoules the largest value that its counter shows, in µJ, above 0
 */
public record SimulatedZone(String path, String name, double watts, long startMicrojoules, long rangeMicrojoules) {
    /** The range of most Intel packages: 2^32 - 1 units of 61.035 µJ. */
    public static final long USUAL_RANGE = 262_143_328_850L;

    private static final double LAST_STATE = 4_294_967_295.0;

    /**
     * A zone.
     *
     * @param path its directory below the class root
     * @param name the content of its {@code name} file
     * @param watts its constant power, in watts, not negative
     * @param startMicrojoules the value of its counter at the start, in µJ, from 0 to the range
     * @param rangeMicrojoules the largest value of its counter, in µJ, above 0
     */
    public SimulatedZone {
        if (!(watts >= 0) || startMicrojoules < 0 || startMicrojoules > rangeMicrojoules) {
            throw new IllegalArgumentException(
                    path + ": the power must not be negative, and the start must be from 0 to the range");
        }
    }

    /**
     * A zone that starts in the middle of the usual range.
     *
     * @param path its directory
     * @param name its name
     * @param watts its power, in watts
     * @return the zone
     */
    public static SimulatedZone of(String path, String name, double watts) {
        return new SimulatedZone(path, name, watts, USUAL_RANGE / 2, USUAL_RANGE);
    }

    /**
     * This zone with a counter that wraps soon.
     *
     * @param seconds the time until its counter is at 0 again
     * @return a copy with another start
     */
    public SimulatedZone wrappingAfter(double seconds) {
        return new SimulatedZone(
                path, name, watts, rangeMicrojoules - (long) (watts * seconds * 1e6), rangeMicrojoules);
    }

    /**
     * The value of its counter.
     *
     * @param elapsedNanos the time since the start, in ns
     * @return the raw value, in µJ
     */
    long raw(long elapsedNanos) {
        long counted = startMicrojoules + (long) (watts * elapsedNanos / 1e3);
        return Math.min(rangeMicrojoules, counted % period(rangeMicrojoules));
    }

    /**
     * The energy from one wrap to the next: one unit of the 32-bit register more than the range, as in the kernel.
     *
     * @param rangeMicrojoules the largest value that the counter shows, in µJ
     * @return µJ; the range itself if it is so small that the unit is nothing
     */
    static long period(long rangeMicrojoules) {
        return rangeMicrojoules + Math.round(rangeMicrojoules / LAST_STATE);
    }
}
