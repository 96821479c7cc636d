package io.scaph.sensor.estimation;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PackageModel;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import java.util.Optional;

/**
 * What the sensor integrates: the power of a hardware thread with its share of the server, and the part of it that is the
 * CPU package's, both as lines over the thread's utilisation.
 *
 * <p>Dynamic power follows the load of the whole server, which a virtual machine can't see, and over which power is a curve.
 * So the slope is that of the secant to half load, for which a busy thread costs what it does, within 15 %, on a server
 * loaded from 30 to 90 %. On hardware the same line is used, unless the machine's own curve was measured.
 *
 * @param server a thread with its share of the server
 * @param packages a thread's share of its CPU package
 * @param curve the power of the whole machine by its load, if it was measured; it takes the place of the server's line
 * @param summary what the estimate is made from, and how far it may be off, for people
 */
record MachinePower(Interval server, Interval packages, Optional<MeasuredCurve> curve, String summary) {
    private static final double SECANT_LOAD = 0.5;
    /** The loads of a server between which a virtual machine's band assumes that it is. */
    private static final double LITTLE_LOAD = 0.2;

    private static final double FULL_LOAD = 1.0;
    /**
     * SPECpower runs tuned servers with little memory. The servers of a cloud under a stress test used up to 2.2, and in the
     * mean 1.2 to 1.75 times as much as the model says; a virtual machine's band reaches up to this factor.
     */
    static final double FIELD_FACTOR = 1.9;
    /** A package takes no more than this of its server. */
    private static final double MOST_OF_SERVER = 0.95;

    static MachinePower of(Sighting sighting, Profile profile) {
        ModelText.Models models = ModelText.shipped();
        PowerEstimate estimate = models.server().estimate(sighting.machine());
        int factor = sighting.hostThreadsPerThread();
        // A container sees its own load, not the machine's.
        Optional<MeasuredCurve> curve = sighting.allotment().isPresent()
                ? Optional.empty()
                : profile.ownCurve(sighting.machine().threads());
        Interval server = profile.thread(sighting.machine().threads(), factor)
                .orElseGet(() -> times(sighting.isVirtual() ? share(estimate) : server(estimate), factor));
        if (curve.isPresent()) {
            // The curve has an interval of its own; the line only says how its energy is divided.
            server = new Interval(server.estimate(), server.estimate(), server.estimate());
        }
        Interval packages = times(packages(models.packages(), estimate.chip()), factor);
        return new MachinePower(
                server,
                new Interval(
                        packages.low().atMost(server.low(), MOST_OF_SERVER),
                        packages.estimate().atMost(server.estimate(), MOST_OF_SERVER),
                        packages.high().atMost(server.high(), MOST_OF_SERVER)),
                curve,
                Summary.of(sighting, profile, estimate, server, curve));
    }

    private static Interval times(Interval interval, double factor) {
        return new Interval(
                interval.low().times(factor, factor),
                interval.estimate().times(factor, factor),
                interval.high().times(factor, factor));
    }

    private static PowerLine line(PowerEstimate estimate, double slope) {
        return new PowerLine(estimate.watts(0), estimate.watts(0) + slope);
    }

    private static Interval server(PowerEstimate estimate) {
        PowerLine line = line(estimate, estimate.secantWatts(SECANT_LOAD));
        Band band = estimate.band();
        return new Interval(
                line.times(band.idle().low(), band.high().low()),
                line,
                line.times(band.idle().high(), band.high().high()));
    }

    private static Interval share(PowerEstimate estimate) {
        double little = estimate.secantWatts(LITTLE_LOAD);
        double half = estimate.secantWatts(SECANT_LOAD);
        double full = estimate.secantWatts(FULL_LOAD);
        double least = Math.min(half, Math.min(little, full));
        double most = Math.max(half, Math.max(little, full));
        PowerLine line = line(estimate, half);
        Band band = estimate.band();
        PowerLine high =
                line(estimate, most).times(band.idle().high(), band.high().high());
        return new Interval(
                line(estimate, least).times(band.idle().low(), band.high().low()),
                line,
                new PowerLine(
                        Math.max(high.idleWatts(), line.idleWatts() * FIELD_FACTOR),
                        Math.max(high.fullWatts(), line.fullWatts() * FIELD_FACTOR)));
    }

    private static Interval packages(PackageModel model, Chip chip) {
        double idle = model.watts(chip, 0) / chip.threads();
        double half = model.watts(chip, SECANT_LOAD) / chip.threads();
        PowerLine line = new PowerLine(idle, idle + (half - idle) / SECANT_LOAD);
        double low = model.band().low();
        double high = model.band().high();
        return new Interval(line.times(low, low), line, line.times(high, high));
    }
}
