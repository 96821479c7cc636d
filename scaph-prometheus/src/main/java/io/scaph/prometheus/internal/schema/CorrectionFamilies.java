package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import java.util.List;
import java.util.function.Function;

/** What was corrected and what was lost in reading counters, by domain. */
final class CorrectionFamilies {
    private CorrectionFamilies() {}

    static void tell(List<DomainEnergy> domains, Function<Domain, LabelSet.Builder> labels, Sink sink) {
        sink.family(
                "scaph_domain_corrections_total",
                Sink.Kind.COUNTER,
                "Events in reading a counter after which no energy was missing: wraps, readings that failed or that no power"
                        + " explains, and recoveries from those");
        for (DomainEnergy domain : domains) {
            Corrections its = domain.corrections();
            point(sink, labels, domain, "wrap", its.wraps());
            point(sink, labels, domain, "recovery", its.recoveries());
            point(sink, labels, domain, "failed_read", its.failedReads());
            point(sink, labels, domain, "doubtful_read", its.doubtfulReads());
        }
        sink.family(
                "scaph_domain_losses_total",
                Sink.Kind.COUNTER,
                "Events in reading a counter by which energy was lost: resets, gaps longer than a wrap, suspends");
        for (DomainEnergy domain : domains) {
            Corrections its = domain.corrections();
            point(sink, labels, domain, "reset", its.resets());
            point(sink, labels, domain, "long_gap", its.longGaps());
            point(sink, labels, domain, "suspend", its.suspends());
        }
        sink.family(
                "scaph_domain_lost_joules_total",
                Sink.Kind.COUNTER,
                "Energy that was lost at the least in gaps longer than a wrap");
        for (DomainEnergy domain : domains) {
            sink.point(
                    labels.apply(domain.domain()).build(),
                    domain.corrections().lostAtLeast().microjoules(),
                    6);
        }
        sink.family(
                "scaph_domain_unknown_seconds",
                Sink.Kind.GAUGE,
                "How long the energy of a domain has been unknown; 0 while it is known");
        for (DomainEnergy domain : domains) {
            sink.point(
                    labels.apply(domain.domain()).build(), domain.unknownTime().toNanos(), 9);
        }
    }

    private static void point(
            Sink sink, Function<Domain, LabelSet.Builder> labels, DomainEnergy domain, String event, long count) {
        sink.point(labels.apply(domain.domain()).with("event", event).build(), count, 0);
    }
}
