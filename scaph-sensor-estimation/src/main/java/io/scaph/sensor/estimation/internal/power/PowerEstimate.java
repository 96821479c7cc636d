package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;

/**
 * The result of the equations for a machine: the AC power of a server with such a CPU under load of that kind, as
 * SPECpower_ssj2008 calibrates it, for each of its hardware threads.
 *
 * @param tier how much was known
 * @param chip what was known of the chip
 * @param thread the watts of a hardware thread, idle and at full load
 * @param shape how power goes from one to the other
 * @param band the interval of four of five
 */
public record PowerEstimate(Tier tier, Chip chip, Equations.Endpoints thread, LoadShape shape, Band band) {
    /**
     * The power of a hardware thread with its share of the server.
     *
     * @param load from 0 to 1; beyond that as at the end
     * @return in watts, above 0; never falls with load
     */
    public double watts(double load) {
        return thread.idle() + (thread.full() - thread.idle()) * shape.at(load);
    }

    /**
     * What a busy thread adds if the whole server's load goes from nothing to a given one: the slope of the secant.
     *
     * @param load above 0, at most 1
     * @return watts for a thread that is always busy, beyond its idle power
     */
    public double secantWatts(double load) {
        return (watts(load) - watts(0)) / load;
    }
}
