package io.scaph.sensor.estimation;

import io.scaph.sensor.estimation.internal.power.LoadShape;
import java.util.List;

/**
 * The power of this machine by its load, as {@code scaph calibrate} measured it.
 *
 * @param watts the power at equal steps of load, from idle to full load, in watts
 * @param error how far it may be off, as a part of the power
 * @param threads the hardware threads of the machine
 */
record MeasuredCurve(List<Double> watts, double error, int threads) {
    /**
     * The power at a load.
     *
     * @param load from 0 to 1
     * @return in watts
     */
    double watts(double load) {
        return LoadShape.at(watts, load);
    }

    /** The factors of the power at the ends of the interval. */
    Estimate factors() {
        return new Estimate(1 - error, 1, 1 + error);
    }
}
