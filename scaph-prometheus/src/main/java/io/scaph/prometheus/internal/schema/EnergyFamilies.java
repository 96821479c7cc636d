package io.scaph.prometheus.internal.schema;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.PublishedLines;
import io.scaph.prometheus.internal.view.View;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** The energy of domains, of groups, and of the lines of the ledger that are not processes. */
record EnergyFamilies(View view, FamilyWriter out, Function<Domain, LabelSet> labels) {
    private static final double MICRO = 1e6;

    /** Energy and power of some domains. */
    void domains(String prefix, Predicate<Domain> chosen) {
        List<Domain> domains =
                view.now().topology().domains().stream().filter(chosen).toList();
        out.family(prefix + out.unit().energySuffix);
        for (DomainEnergy energy : view.now().domains()) {
            if (domains.contains(energy.domain())) {
                point(energy.domain(), energy.energy().microjoules());
            }
        }
        out.family(prefix + "_power" + out.unit().powerSuffix);
        for (Domain domain : domains) {
            View.microwatts(view.interval().domain(domain)).ifPresent(power -> point(domain, power));
        }
    }

    private void point(Domain domain, long value) {
        out.sink().point(labels.apply(domain), value, out.unit().decimals);
    }

    /** How certain estimated power is: both ends of the interval that contains the true value in 80 % of cases. */
    void ranges() {
        range("_power_low", Usage::lowPower);
        range("_power_high", Usage::highPower);
    }

    private void range(String name, Function<Usage, OptionalDouble> end) {
        Interval interval = view.interval();
        String suffix = name + out.unit().powerSuffix;
        end.apply(interval.host()).ifPresent(watts -> {
            out.family("scaph_host" + suffix);
            out.sink().point(LabelSet.NONE, Math.round(watts * MICRO), out.unit().decimals);
        });
        out.family("scaph_domain" + suffix);
        for (DomainEnergy energy : view.now().domains()) {
            end.apply(interval.domain(energy.domain()))
                    .ifPresent(watts -> point(energy.domain(), Math.round(watts * MICRO)));
        }
    }

    /** What was corrected and what was lost while counters were read. */
    void corrections() {
        List<DomainEnergy> domains = view.now().domains();
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
        for (DomainEnergy domain : domains) {
            long lost = domain.corrections().lostAtLeast().microjoules();
            out.sink().point(labels.apply(domain.domain()), lost, 6);
        }
        out.family("scaph_domain_unknown_seconds");
        for (DomainEnergy domain : domains) {
            out.sink().point(labels.apply(domain.domain()), domain.unknownTime().toNanos(), 9);
        }
    }

    private void event(DomainEnergy domain, String event, long count) {
        out.sink().point(labels.apply(domain.domain()).with("event", event), count, 0);
    }

    /** What is not in the line of a process. */
    void withoutProcess() {
        Snapshot now = view.now();
        Interval interval = view.interval();
        out.energy("scaph_idle", LabelSet.NONE, now.idle());
        out.power("scaph_idle", LabelSet.NONE, interval.idle());
        out.energy("scaph_unattributed", LabelSet.NONE, now.unattributed());
        out.power("scaph_unattributed", LabelSet.NONE, interval.unattributed());
        out.energy("scaph_interrupt", LabelSet.NONE, now.interrupts());
        out.energy("scaph_stolen", LabelSet.NONE, now.stolen());
        ended("scaph", view.processes());
        out.value("scaph_processes_without_line", view.processes().others());
    }

    private void ended(String prefix, PublishedLines<?> lines) {
        out.energy(prefix + "_ended", LabelSet.NONE, new Energy(lines.endedMicrojoules()));
    }

    /** The energy of each kind of group: other ways to add up what processes used. */
    void groups() {
        view.groups().forEach((kind, groups) -> {
            if (!groups.isEmpty()) {
                group("scaph_" + kind.group().name(), kind, groups);
            }
        });
    }

    private void group(String prefix, GroupLabels<?> kind, PublishedLines<?> groups) {
        out.family(prefix + out.unit().energySuffix);
        for (PublishedLine<?> line : groups.lines()) {
            out.sink().point(line.labels(), line.counted().microjoules(), out.unit().decimals);
        }
        out.sink().point(kind.other(), groups.other().microjoules(), out.unit().decimals);
        ended(prefix, groups);
        out.value(prefix + "s_without_line", groups.others());
    }
}
