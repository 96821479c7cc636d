package io.scaph.cli.calibrate;

import java.util.List;

/**
 * How the power of a machine follows its load, as it was measured.
 *
 * @param readings what was measured, in the order of time; the last is idle again
 * @param curveWatts the power at equal steps of load from idle to full, in watts; never falls
 * @param errorPercent how far the curve may be from the truth, in 80 % of cases, in percent of the power at that load: the
 *     worst total effect of noise, drift, fit and gaps between readings at any level, including idle. Below {@link
 *     #lowestLoad()} nothing was measured, and it may be further off
 * @param driftPercent how much more the machine used when idle at the end than at the beginning, in percent
 * @param threads the hardware threads that were online
 * @param covers the ids of the measured domains: {@code package-0}, {@code dram@0}
 * @param sensor the name of the sensor that measured
 */
record CalibrationResult(
        List<LevelReading> readings,
        List<Double> curveWatts,
        double errorPercent,
        double driftPercent,
        int threads,
        List<String> covers,
        String sensor) {
    /**
     * The load below which nothing was measured, as other programs always ran.
     *
     * @return from 0 to 1
     */
    double lowestLoad() {
        return readings.stream().mapToDouble(LevelReading::load).min().orElse(0);
    }

    /**
     * The load above which nothing was measured.
     *
     * @return from 0 to 1
     */
    double highestLoad() {
        return readings.stream().mapToDouble(LevelReading::load).max().orElse(0);
    }
}
