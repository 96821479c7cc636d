package io.scaph.sensor.estimation;

/**
 * The energy of this machine by its measured curve of power over load. It is integrated in slices of at least half a
 * second: within a shorter time the load is known in coarse steps only, and the mean of a bent curve is not the curve of the
 * mean. How often it is read therefore makes little difference. For one thread; does not allocate.
 */
final class FollowedCurve {
    private static final double SLICE_NANOS = 500_000_000;
    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    private final MeasuredCurve curve;
    private double sliceThreadNanos;
    private double sliceBusyNanos;
    private double sliceMicrojoules;
    private double microjoules;

    FollowedCurve(MeasuredCurve curve) {
        this.curve = curve;
    }

    /**
     * Reads on.
     *
     * @param threadNanos the time that all hardware threads were there, summed up since this was made, in ns
     * @param busyNanos the time that they were busy, likewise
     * @return the energy since the last call, in µJ; never below 0
     */
    double advance(double threadNanos, double busyNanos) {
        double time = threadNanos - sliceThreadNanos;
        if (!(time > 0)) {
            return 0;
        }
        double load = Math.min(1, Math.max(0, (busyNanos - sliceBusyNanos) / time));
        double now = sliceMicrojoules + curve.watts(load) * time / curve.threads() * MICROJOULES_PER_WATT_NANOSECOND;
        if (time >= SLICE_NANOS * curve.threads()) {
            sliceThreadNanos = threadNanos;
            sliceBusyNanos = busyNanos;
            sliceMicrojoules = now;
        }
        // Within a slice the mean load may fall so fast that less energy would be left than was shown before.
        double added = Math.max(0, now - microjoules);
        microjoules += added;
        return added;
    }
}
