package io.scaph.prometheus.internal.schema;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.PublishedLines;
import io.scaph.prometheus.internal.view.View;

/** The lines of the ledger that are not processes, and the energy of groups. */
record LedgerFamilies(View view, FamilyWriter out) {
    private static final String FOR_TOTALS =
            ": for sums of totals only, since rates have seen that energy when it was used";

    /** What is not in the line of a process. */
    void withoutProcess() {
        Snapshot now = view.now();
        Interval interval = view.interval();
        energy("scaph_idle", "Energy of capacity that nobody used{}", now.idle());
        out.power(
                "scaph_idle",
                "Power of capacity that nobody used, over the last tick{}",
                LabelSet.NONE,
                interval.idle());
        energy("scaph_unattributed", "Energy that can't be tied to a process that is known{}", now.unattributed());
        out.power(
                "scaph_unattributed",
                "Power that can't be tied to a process that is known, over the last tick{}",
                LabelSet.NONE,
                interval.unattributed());
        energy("scaph_interrupt", "Of the unattributed energy, that of interrupts{}", now.interrupts());
        energy(
                "scaph_stolen",
                "Of the unattributed energy, that of the time in which a hypervisor ran others{}",
                now.stolen());
        energy(
                "scaph_ended",
                "The last values of process lines that are no more{}" + FOR_TOTALS,
                new Energy(view.processes().endedMicrojoules()));
        out.gauge(
                "scaph_processes_without_line",
                "Processes that have no line of their own and are counted in the line 'other'",
                view.processes().others());
    }

    /** The energy of each kind of group: other ways to add up what processes used. */
    void groups() {
        view.groups().forEach((labels, lines) -> {
            if (!lines.isEmpty()) {
                group(labels, lines);
            }
        });
    }

    private void group(GroupLabels<?> labels, PublishedLines<?> groups) {
        String name = labels.group().name();
        int decimals = out.unit().decimals;
        String help = "Energy of all processes of the " + name
                + ", those that ended included{}; another way to add up what processes used; other is all " + name
                + "s without a line of their own";
        out.sink()
                .family(
                        "scaph_" + name + out.unit().energySuffix,
                        Kind.COUNTER,
                        out.unit().energyHelp(help));
        for (PublishedLine<?> line : groups.lines()) {
            out.sink().point(line.labels(), line.counted().microjoules(), decimals);
        }
        out.sink().point(labels.other(), groups.other().microjoules(), decimals);
        energy(
                "scaph_" + name + "_ended",
                "The last values of " + name + " lines that were removed{}" + FOR_TOTALS,
                new Energy(groups.endedMicrojoules()));
        out.gauge(
                "scaph_" + name + "s_without_line",
                "Number of " + name + "s that have no line of their own and are counted in the line 'other'",
                groups.others());
    }

    private void energy(String prefix, String help, Energy energy) {
        out.energy(prefix, help, LabelSet.NONE, energy);
    }
}
