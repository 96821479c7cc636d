package io.scaph.exporter.top.internal.view;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of an interval. Rows and rest together add up to the host, in the interval and since the start.
 *
 * @param rows the processes or groups that match the filter, in order
 * @param rest what is not among them
 */
record TopTable(List<TopRow> rows, List<TopRow> rest) {
    /**
     * Makes the table of an interval.
     *
     * @param filter a text that each row contains; empty for all rows
     */
    static TopTable of(Interval interval, RowGrouping grouping, RowOrder order, String filter) {
        List<TopRow> all = grouping.rows(interval);
        List<TopRow> rows = all.stream()
                .filter(row -> row.matches(filter))
                .sorted(order.comparator())
                .toList();
        List<TopRow> rest = new ArrayList<>();
        if (rows.size() < all.size()) {
            List<TopRow> others =
                    all.stream().filter(row -> !row.matches(filter)).toList();
            rest.add(part(interval, others.size() + " others", used(others), total(others)));
        }
        Snapshot now = interval.to();
        if (grouping == RowGrouping.PROCESS) {
            rest.add(TopRow.of("Ended", interval.ended(), now.ended().microjoules()));
            rest.add(TopRow.of("Idle", interval.idle(), now.idle().microjoules()));
            rest.add(TopRow.of(
                    "Unattributed", interval.unattributed(), now.unattributed().microjoules()));
        } else {
            // Groups are other sums over the same energy: what is in none of them is known only as the difference.
            long idleUsed = interval.idle().energy().microjoules();
            long idleTotal = now.idle().microjoules();
            rest.add(part(
                    interval,
                    "Without a " + grouping.label() + ", ended or unattributed",
                    interval.host().energy().microjoules() - used(all) - idleUsed,
                    now.host().energy().microjoules() - total(all) - idleTotal));
            rest.add(TopRow.of("Idle", interval.idle(), idleTotal));
        }
        return new TopTable(rows, List.copyOf(rest));
    }

    private static TopRow part(Interval interval, String name, long used, long total) {
        return TopRow.of(name, interval.part(name, new Energy(used)), total);
    }

    private static long used(List<TopRow> rows) {
        return rows.stream().mapToLong(TopRow::usedMicrojoules).sum();
    }

    private static long total(List<TopRow> rows) {
        return rows.stream().mapToLong(TopRow::totalMicrojoules).sum();
    }
}
