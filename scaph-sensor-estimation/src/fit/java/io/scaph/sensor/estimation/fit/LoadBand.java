package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;

/** The interval of an estimate at any load: between the three of its band along straight lines. */
final class LoadBand {
    private static final double LOW_FROM = 0.1;
    private static final double LOW_TO = 0.4;
    private static final double HIGH_FROM = 0.5;

    private LoadBand() {}

    /** The factors at a load from 0 to 1. */
    static Band.Factors at(Band band, double load) {
        double clamped = load > 0 ? Math.min(load, 1) : 0;
        if (clamped < LOW_FROM) {
            return between(band.idle(), band.low(), clamped / LOW_FROM);
        }
        if (clamped < LOW_TO) {
            return band.low();
        }
        return clamped < HIGH_FROM
                ? between(band.low(), band.high(), (clamped - LOW_TO) / (HIGH_FROM - LOW_TO))
                : band.high();
    }

    private static Band.Factors between(Band.Factors one, Band.Factors other, double part) {
        return new Band.Factors(
                one.low() + (other.low() - one.low()) * part, one.high() + (other.high() - one.high()) * part);
    }

    /** The lower end of the interval at a load, in watts for a hardware thread. */
    static double lowWatts(PowerEstimate estimate, double load) {
        return estimate.watts(load) * at(estimate.band(), load).low();
    }

    /** The upper end of the interval at a load, in watts for a hardware thread. */
    static double highWatts(PowerEstimate estimate, double load) {
        return estimate.watts(load) * at(estimate.band(), load).high();
    }
}
