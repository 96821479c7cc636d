package io.scaph.sensor.estimation;

import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.Machine;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an estimate is made from, and how far it may be off, in one line for people. */
final class Summary {
    /** A CPU's name is foreign text. */
    private static final int MAX_NAME = 60;

    private Summary() {}

    static String of(
            Sighting sighting,
            Profile profile,
            PowerEstimate estimate,
            Interval thread,
            Optional<MeasuredCurve> curve) {
        int threads = sighting.machine().threads();
        List<String> parts = new ArrayList<>();
        boolean own = !profile.curve().isEmpty();
        parts.add(String.format(
                Locale.ROOT,
                "an estimate, %s: %.1f W idle to %.1f W busy for %d hardware threads",
                own
                        ? "by the profile of this machine"
                        : "SPEC-calibrated from " + estimate.tier().basis() + " (tier "
                                + estimate.tier().label() + ": " + seen(sighting.machine()) + ")",
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
            if (sighting.isVirtual()) {
                parts.add(String.format(
                        Locale.ROOT,
                        "a virtual machine's share, in the field up to %.1f times as much",
                        MachinePower.FIELD_FACTOR));
            }
        }
        sighting.allotment()
                .ifPresent(
                        allotment -> parts.add("of that this container's share: " + allotment.threads() + " threads"));
        parts.add("profile: " + profile.origin().orElse("none"));
        return String.join("; ", parts);
    }

    private static String seen(Machine machine) {
        List<String> seen = new ArrayList<>();
        machine.cpuName()
                .map(name -> name.replaceAll("[^\\p{Print}]|\\s+", " "))
                .ifPresent(name -> seen.add(name.substring(0, Math.min(name.length(), MAX_NAME))));
        machine.cpuId().ifPresent(id -> seen.add(id.toString()));
        machine.topology()
                .ifPresent(topology -> seen.add(topology.chips() + " sockets, " + topology.cores() + " cores"));
        machine.memoryGigabytes().ifPresent(memory -> seen.add(String.format(Locale.ROOT, "%.0f GB", memory)));
        return seen.isEmpty() ? "nothing to be seen of it" : String.join(", ", seen);
    }
}
