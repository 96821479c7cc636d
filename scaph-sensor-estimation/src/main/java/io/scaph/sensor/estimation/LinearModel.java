package io.scaph.sensor.estimation;

/**
 * Power as a straight line between idle and full load: of a hardware thread that is busy for the part u of a time,
 * {@code P = idle + u * (full - idle)}. Over an interval that is exactly {@code idle * time + (full - idle) * busy time}, so
 * nothing depends on how often it is computed.
 *
 * @param idleWatts the power of an idle hardware thread, in watts, with its part of the server around it
 * @param fullWatts the power of a busy one, in watts
 */
record LinearModel(double idleWatts, double fullWatts) {
    /**
     * The averages over servers that Cloud Carbon Footprint publishes for machines of which nothing is known
     * (methodology, Appendix I: 0.74 W and 3.5 W for each virtual CPU; Apache-2.0), derived from published
     * SPECpower_ssj2008 results. SPEC and SPECpower_ssj are trademarks of SPEC. On servers that the averages had not seen
     * the mean error was 55 %.
     */
    static final LinearModel AVERAGE_SERVER = new LinearModel(0.74, 3.5);

    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    LinearModel {
        if (!(idleWatts >= 0) || !(fullWatts >= idleWatts) || Double.isInfinite(fullWatts)) {
            throw new IllegalArgumentException("idle " + idleWatts + " W, full " + fullWatts + " W: not a power model");
        }
    }

    /**
     * The energy of some hardware threads over an interval.
     *
     * @param threadNanos the interval times the number of threads, in ns
     * @param busyNanos the time that they were busy together, in ns; more than there was counts as all of it
     * @return the energy in µJ
     */
    double microjoules(long threadNanos, long busyNanos) {
        long busy = Math.min(Math.max(0, busyNanos), threadNanos);
        return (idleWatts * threadNanos + (fullWatts - idleWatts) * busy) * MICROJOULES_PER_WATT_NANOSECOND;
    }
}
