package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.Line;

/** CPU time of processes over the last tick, as a part of what all CPUs have. */
record CpuShares(Facts facts, Sink sink) {
    private static final int DECIMALS = 3;
    private static final double PERCENT_IN_THOUSANDTHS = 100_000;

    void tell(String name, String help, LabelSet other) {
        double nanos = facts.view().interval().duration().toNanos() / 1e9 * 1e9;
        if (facts.host().cpus().isEmpty() || nanos == 0) {
            return;
        }
        double thousandths =
                PERCENT_IN_THOUSANDTHS / (nanos * facts.host().cpus().getAsLong());
        sink.family(name, Sink.Kind.GAUGE, help);
        for (Line<ProcessInfo> line : facts.view().listing().lines()) {
            // As with power, one that ended has a share for as long as it is in the interval.
            if (!line.ended() || line.lastCpuNanos() > 0) {
                sink.point(line.labels(), Math.round(line.lastCpuNanos() * thousandths), DECIMALS);
            }
        }
        sink.point(other, Math.round(facts.view().listing().lastOtherCpuNanos() * thousandths), DECIMALS);
    }
}
