package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.View;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Families with a point for each domain. */
record DomainFamilies(Interval interval, FamilyWriter out, Function<Domain, LabelSet> labels) {
    private static final double MICRO = 1e6;

    /** Energy and power of some domains. */
    void energyAndPower(String prefix, List<Domain> domains) {
        out.family(prefix + out.unit().energySuffix);
        for (DomainEnergy energy : interval.to().domains()) {
            if (domains.contains(energy.domain())) {
                point(energy, energy.energy().microjoules(), out.unit().decimals);
            }
        }
        out.family(prefix + "_power" + out.unit().powerSuffix);
        for (Domain domain : domains) {
            View.microwatts(interval.domain(domain)).ifPresent(power -> power(domain, power));
        }
    }

    /** How certain estimated power is: both ends of the interval that contains the true value in 80 % of cases. */
    void ranges() {
        List<Domain> estimated = interval.to().domains().stream()
                .map(DomainEnergy::domain)
                .filter(domain -> interval.domain(domain).lowPower().isPresent())
                .toList();
        range("_power_low", estimated, Usage::lowPower);
        range("_power_high", estimated, Usage::highPower);
    }

    private void range(String name, List<Domain> domains, Function<Usage, OptionalDouble> end) {
        String suffix = name + out.unit().powerSuffix;
        end.apply(interval.host()).ifPresent(watts -> {
            out.family("scaph_host" + suffix);
            out.sink().point(LabelSet.NONE, Math.round(watts * MICRO), out.unit().decimals);
        });
        out.family("scaph_domain" + suffix);
        for (Domain domain : domains) {
            end.apply(interval.domain(domain)).ifPresent(watts -> power(domain, Math.round(watts * MICRO)));
        }
    }

    private void power(Domain domain, long microwatts) {
        out.sink().point(labels.apply(domain), microwatts, out.unit().decimals);
    }

    /** What was corrected and what was lost while counters were read. */
    void corrections() {
        List<DomainEnergy> domains = interval.to().domains();
        out.family("scaph_domain_corrections_total");
        for (DomainEnergy domain : domains) {
            Corrections corrections = domain.corrections();
            event(domain, "wrap", corrections.wraps());
            event(domain, "recovery", corrections.recoveries());
            event(domain, "failed_read", corrections.failedReads());
            event(domain, "doubtful_read", corrections.doubtfulReads());
        }
        out.family("scaph_domain_losses_total");
        for (DomainEnergy domain : domains) {
            Corrections corrections = domain.corrections();
            event(domain, "reset", corrections.resets());
            event(domain, "long_gap", corrections.longGaps());
            event(domain, "suspend", corrections.suspends());
        }
        out.family("scaph_domain_lost_joules_total");
        domains.forEach(
                domain -> point(domain, domain.corrections().lostAtLeast().microjoules(), 6));
        out.family("scaph_domain_unknown_seconds");
        domains.forEach(domain -> point(domain, domain.unknownTime().toNanos(), 9));
    }

    private void event(DomainEnergy domain, String event, long count) {
        out.sink().point(labels.apply(domain.domain()).with("event", event), count, 0);
    }

    private void point(DomainEnergy domain, long value, int decimals) {
        out.sink().point(labels.apply(domain.domain()), value, decimals);
    }
}
