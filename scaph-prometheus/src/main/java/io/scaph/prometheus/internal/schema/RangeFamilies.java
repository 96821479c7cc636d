package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How sure estimated power is: both ends of the interval that holds the truth four times of five. */
final class RangeFamilies {
    private static final double MICRO = 1e6;

    private final String unit;
    private final int decimals;
    private final Function<Domain, LabelSet.Builder> labels;

    private RangeFamilies(String unit, int decimals, Function<Domain, LabelSet.Builder> labels) {
        this.unit = unit;
        this.decimals = decimals;
        this.labels = labels;
    }

    static RangeFamilies inMicrowatts(Function<Domain, LabelSet.Builder> labels) {
        return new RangeFamilies("microwatts", 0, labels);
    }

    static RangeFamilies inWatts(Function<Domain, LabelSet.Builder> labels) {
        return new RangeFamilies("watts", 6, labels);
    }

    /** Nothing where all is measured. */
    void tell(Interval interval, Sink sink) {
        Usage host = interval.host();
        host.lowPower().ifPresent(watts -> {
            sink.family("scaph_host_power_low_" + unit, Sink.Kind.GAUGE, help("Power of the host", "low"));
            sink.point(LabelSet.NONE, micro(watts), decimals);
        });
        host.highPower().ifPresent(watts -> {
            sink.family("scaph_host_power_high_" + unit, Sink.Kind.GAUGE, help("Power of the host", "high"));
            sink.point(LabelSet.NONE, micro(watts), decimals);
        });
        List<Domain> estimated = interval.to().domains().stream()
                .map(DomainEnergy::domain)
                .filter(domain -> interval.domain(domain).lowPower().isPresent())
                .toList();
        if (!estimated.isEmpty()) {
            domains(interval, estimated, "low", Usage::lowPower, sink);
            domains(interval, estimated, "high", Usage::highPower, sink);
        }
    }

    private void domains(
            Interval interval, List<Domain> domains, String end, Function<Usage, OptionalDouble> power, Sink sink) {
        sink.family("scaph_domain_power_" + end + "_" + unit, Sink.Kind.GAUGE, help("Power of a domain", end));
        for (Domain domain : domains) {
            power.apply(interval.domain(domain))
                    .ifPresent(watts -> sink.point(labels.apply(domain).build(), micro(watts), decimals));
        }
    }

    private String help(String what, String end) {
        return what + " over the last tick, in " + unit + ", where it is estimated: the " + end
                + " end of the interval that holds the truth four times of five";
    }

    private static long micro(double watts) {
        return Math.round(watts * MICRO);
    }
}
