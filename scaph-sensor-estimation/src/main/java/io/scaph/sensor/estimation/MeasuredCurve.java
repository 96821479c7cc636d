package io.scaph.sensor.estimation;

import java.util.List;

/**
 * The power of this machine by its load, as {@code scaph calibrate} measured it.
 *
 * @param watts the power at equal steps of load, from idle to full load, in watts
 * @param error how far it may be off, as a part of the power
 * @param threads the hardware threads of the machine
 */
record MeasuredCurve(List<Double> watts, double error, int threads) {
    MeasuredCurve {
        watts = List.copyOf(watts);
    }

    /**
     * The power at a load.
     *
     * @param load from 0 to 1
     * @return in watts
     */
    double watts(double load) {
        return at(watts, load);
    }

    /** The power at a load by a curve at equal steps; between these along straight lines. */
    static double at(List<Double> curve, double load) {
        double position = load * (curve.size() - 1);
        int below = Math.min((int) position, curve.size() - 2);
        double part = position - below;
        return curve.get(below) * (1 - part) + curve.get(below + 1) * part;
    }

    /** The factors of the power at the ends of the interval. */
    Estimate factors() {
        return new Estimate(1 - error, 1, 1 + error);
    }
}
