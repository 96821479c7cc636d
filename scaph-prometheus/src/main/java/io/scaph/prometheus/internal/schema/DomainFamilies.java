package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import io.scaph.prometheus.internal.view.View;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Families with a point for each domain. */
record DomainFamilies(Interval interval, FamilyWriter out, Function<Domain, LabelSet.Builder> labels) {
    private static final double MICRO = 1e6;

    /** Energy and power under full names. */
    void energyAndPower(
            List<Domain> domains, String energyName, String energyHelp, String powerName, String powerHelp) {
        int decimals = out.unit().decimals;
        sink().family(energyName, Kind.COUNTER, energyHelp);
        for (DomainEnergy energy : interval.to().domains()) {
            if (domains.contains(energy.domain())) {
                sink().point(labels(energy), energy.energy().microjoules(), decimals);
            }
        }
        sink().family(powerName, Kind.GAUGE, powerHelp);
        for (Domain domain : domains) {
            View.microwatts(interval.domain(domain))
                    .ifPresent(power -> sink().point(labels.apply(domain).build(), power, decimals));
        }
    }

    /** How certain estimated power is: both ends of the interval that holds the truth four times of five. */
    void ranges() {
        range("host_power_low", "Power of the host", "low", interval.host().lowPower());
        range("host_power_high", "Power of the host", "high", interval.host().highPower());
        List<Domain> estimated = interval.to().domains().stream()
                .map(DomainEnergy::domain)
                .filter(domain -> interval.domain(domain).lowPower().isPresent())
                .toList();
        ranges("low", estimated, Usage::lowPower);
        ranges("high", estimated, Usage::highPower);
    }

    private void range(String name, String what, String end, OptionalDouble watts) {
        watts.ifPresent(value -> {
            rangeFamily(name, what, end);
            sink().point(LabelSet.NONE, Math.round(value * MICRO), out.unit().decimals);
        });
    }

    private void ranges(String end, List<Domain> domains, Function<Usage, OptionalDouble> power) {
        rangeFamily("domain_power_" + end, "Power of a domain", end);
        for (Domain domain : domains) {
            power.apply(interval.domain(domain))
                    .ifPresent(watts ->
                            sink().point(labels.apply(domain).build(), Math.round(watts * MICRO), out.unit().decimals));
        }
    }

    private void rangeFamily(String name, String what, String end) {
        String unit = out.unit().powerName;
        String help = what + " over the last tick, in " + unit + ", where it is estimated: the " + end
                + " end of the interval that holds the truth four times of five";
        sink().family("scaph_" + name + "_" + unit, Kind.GAUGE, help);
    }

    /** What was corrected and what was lost while counters were read. */
    void corrections() {
        List<DomainEnergy> domains = interval.to().domains();
        sink().family(
                        "scaph_domain_corrections_total",
                        Kind.COUNTER,
                        "Events in reading a counter after which no energy was missing: wraps, readings that failed or that no power"
                                + " explains, and recoveries from those");
        for (DomainEnergy domain : domains) {
            Corrections corrections = domain.corrections();
            event(domain, "wrap", corrections.wraps());
            event(domain, "recovery", corrections.recoveries());
            event(domain, "failed_read", corrections.failedReads());
            event(domain, "doubtful_read", corrections.doubtfulReads());
        }
        sink().family(
                        "scaph_domain_losses_total",
                        Kind.COUNTER,
                        "Events in reading a counter by which energy was lost: resets, gaps longer than a wrap, suspends");
        for (DomainEnergy domain : domains) {
            Corrections corrections = domain.corrections();
            event(domain, "reset", corrections.resets());
            event(domain, "long_gap", corrections.longGaps());
            event(domain, "suspend", corrections.suspends());
        }
        sink().family(
                        "scaph_domain_lost_joules_total",
                        Kind.COUNTER,
                        "Energy that was lost at the least in gaps longer than a wrap");
        for (DomainEnergy domain : domains) {
            sink().point(labels(domain), domain.corrections().lostAtLeast().microjoules(), 6);
        }
        sink().family(
                        "scaph_domain_unknown_seconds",
                        Kind.GAUGE,
                        "How long the energy of a domain has been unknown; 0 while it is known");
        for (DomainEnergy domain : domains) {
            sink().point(labels(domain), domain.unknownTime().toNanos(), 9);
        }
    }

    private void event(DomainEnergy domain, String event, long count) {
        sink().point(labels.apply(domain.domain()).with("event", event).build(), count, 0);
    }

    private LabelSet labels(DomainEnergy energy) {
        return labels.apply(energy.domain()).build();
    }

    private Sink sink() {
        return out.sink();
    }
}
