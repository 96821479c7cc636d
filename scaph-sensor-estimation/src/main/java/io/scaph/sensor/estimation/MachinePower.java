package io.scaph.sensor.estimation;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.MachineTraits;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PackageModel;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

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
record MachinePower(PowerLines server, PowerLines packages, Optional<MeasuredCurve> curve, String summary) {
    private static final double SECANT_LOAD = 0.5;
    /** The loads of a server between which a virtual machine's band assumes that it is. */
    private static final double LITTLE_LOAD = 0.2;

    private static final double FULL_LOAD = 1.0;
    /**
     * SPECpower runs tuned servers with little memory. The servers of a cloud under a stress test used up to 2.2, and in the
     * mean 1.2 to 1.75 times as much as the model says; a virtual machine's band reaches up to this factor.
     */
    private static final double FIELD_FACTOR = 1.9;
    /** A package uses at most this part of its server. */
    private static final double MOST_OF_SERVER = 0.95;
    /** A CPU's name is untrusted text. */
    private static final int MAX_NAME = 60;

    static MachinePower of(ObservedMachine observed, Profile profile) {
        ModelText.Models models = ModelText.shipped();
        PowerEstimate estimate = models.server().estimate(observed.machine());
        int factor = observed.hostThreadsPerThread();
        // A container sees its own load, not the machine's.
        Optional<MeasuredCurve> curve = observed.allotment().isPresent()
                ? Optional.empty()
                : profile.ownCurve(observed.machine().threads());
        PowerLines server = profile.thread(observed.machine().threads(), factor)
                .orElseGet(() -> thread(estimate, observed.isVirtual()).map(line -> line.times(factor, factor)));
        if (curve.isPresent()) {
            // The curve has its own interval; the line only determines how its energy is divided.
            PowerLine line = server.estimate();
            server = new PowerLines(line, line, line);
        }
        PowerLines packages = packages(models.packages(), estimate.chip()).map(line -> line.times(factor, factor));
        return new MachinePower(
                server,
                new PowerLines(
                        packages.low().atMost(server.low(), MOST_OF_SERVER),
                        packages.estimate().atMost(server.estimate(), MOST_OF_SERVER),
                        packages.high().atMost(server.high(), MOST_OF_SERVER)),
                curve,
                summary(observed, profile, estimate, server, curve));
    }

    private static PowerLines thread(PowerEstimate estimate, boolean isVirtual) {
        DoubleSummaryStatistics slopes = (isVirtual
                        ? DoubleStream.of(LITTLE_LOAD, SECANT_LOAD, FULL_LOAD)
                        : DoubleStream.of(SECANT_LOAD))
                .map(estimate::secantWatts)
                .summaryStatistics();
        PowerLine line = line(estimate, estimate.secantWatts(SECANT_LOAD));
        Band band = estimate.band();
        PowerLine high = line(estimate, slopes.getMax())
                .times(band.idle().high(), band.high().high());
        double field = isVirtual ? FIELD_FACTOR : 1;
        return new PowerLines(
                line(estimate, slopes.getMin())
                        .times(band.idle().low(), band.high().low()),
                line,
                new PowerLine(
                        Math.max(high.idleWatts(), line.idleWatts() * field),
                        Math.max(high.fullWatts(), line.fullWatts() * field)));
    }

    private static PowerLine line(PowerEstimate estimate, double slope) {
        return new PowerLine(estimate.watts(0), estimate.watts(0) + slope);
    }

    private static PowerLines packages(PackageModel model, Chip chip) {
        double idle = model.watts(chip, 0) / chip.threads();
        double half = model.watts(chip, SECANT_LOAD) / chip.threads();
        PowerLine line = new PowerLine(idle, idle + (half - idle) / SECANT_LOAD);
        double low = model.band().low();
        double high = model.band().high();
        return new PowerLines(line.times(low, low), line, line.times(high, high));
    }

    /** What an estimate is computed from, and its possible error, in one line for users. */
    private static String summary(
            ObservedMachine observed,
            Profile profile,
            PowerEstimate estimate,
            PowerLines thread,
            Optional<MeasuredCurve> curve) {
        int threads = observed.machine().threads();
        List<String> parts = new ArrayList<>();
        boolean own = !profile.curve().isEmpty();
        parts.add(String.format(
                Locale.ROOT,
                "an estimate, %s: %.1f W idle to %.1f W busy for %d hardware threads",
                own
                        ? "by the profile of this machine"
                        : "SPEC-calibrated from " + estimate.tier().basis() + " (tier "
                                + estimate.tier().label() + ": " + traits(observed.machine()) + ")",
                curve.map(measured -> measured.watts(0))
                        .orElse(thread.estimate().idleWatts() * threads),
                curve.map(measured -> measured.watts(1))
                        .orElse(thread.estimate().fullWatts() * threads),
                threads));
        if (own) {
            profile.covers().ifPresent(covers -> parts.add("of " + covers + " alone"));
            profile.threads().ifPresent(host -> parts.add("by its hardware threads a share of a machine with " + host));
            profile.errorPercent()
                    .ifPresent(percent -> parts.add(
                            String.format(Locale.ROOT, "measured there by scaph calibrate, within %.1f %%", percent)));
        } else {
            Band.Factors factors = estimate.band().high();
            parts.add(String.format(
                    Locale.ROOT,
                    "80 %% of published servers within %+.0f to %+.0f %% under load",
                    100 * (factors.low() - 1),
                    100 * (factors.high() - 1)));
            if (observed.isVirtual()) {
                parts.add(String.format(
                        Locale.ROOT, "a virtual machine's share, in the field up to %.1f times as much", FIELD_FACTOR));
            }
        }
        observed.allotment()
                .ifPresent(
                        allotment -> parts.add("of that this container's share: " + allotment.threads() + " threads"));
        parts.add("profile: " + profile.origin().orElse("none"));
        return String.join("; ", parts);
    }

    private static String traits(MachineTraits machine) {
        List<String> traits = new ArrayList<>();
        machine.cpuName()
                .map(name -> name.replaceAll("[^\\p{Print}]|\\s+", " "))
                .ifPresent(name -> traits.add(name.substring(0, Math.min(name.length(), MAX_NAME))));
        machine.cpuId().ifPresent(id -> traits.add(id.toString()));
        machine.topology()
                .ifPresent(topology -> traits.add(topology.chips() + " sockets, " + topology.cores() + " cores"));
        machine.memoryGigabytes().ifPresent(memory -> traits.add(String.format(Locale.ROOT, "%.0f GB", memory)));
        return traits.isEmpty() ? "it shows nothing" : String.join(", ", traits);
    }
}
