package io.scaph.prometheus.internal.schema;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.PublishedLines;
import io.scaph.prometheus.internal.view.View;

/** The lines of the ledger that are not processes, and the energy of groups. */
record LedgerFamilies(View view, FamilyWriter out) {
    /** What is not in the line of a process. */
    void withoutProcess() {
        Snapshot now = view.now();
        Interval interval = view.interval();
        energy("scaph_idle", now.idle());
        out.power("scaph_idle", LabelSet.NONE, interval.idle());
        energy("scaph_unattributed", now.unattributed());
        out.power("scaph_unattributed", LabelSet.NONE, interval.unattributed());
        energy("scaph_interrupt", now.interrupts());
        energy("scaph_stolen", now.stolen());
        energy("scaph_ended", new Energy(view.processes().endedMicrojoules()));
        out.value("scaph_processes_without_line", view.processes().others());
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
        String prefix = "scaph_" + labels.group().name();
        int decimals = out.unit().decimals;
        out.family(prefix + out.unit().energySuffix);
        for (PublishedLine<?> line : groups.lines()) {
            out.sink().point(line.labels(), line.counted().microjoules(), decimals);
        }
        out.sink().point(labels.other(), groups.other().microjoules(), decimals);
        energy(prefix + "_ended", new Energy(groups.endedMicrojoules()));
        out.value(prefix + "s_without_line", groups.others());
    }

    private void energy(String prefix, Energy energy) {
        out.energy(prefix, LabelSet.NONE, energy);
    }
}
