package io.scaph.exporter.prometheus.internal.view;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.ContainerEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.exporter.prometheus.internal.exposition.LabelSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The containers. One that is started again keeps its id, so its counter goes on where it ended. Those that came first are
 * listed, as many as may be. Not safe for use by several threads.
 */
public final class ContainerRoster {
    private static final long HOLD_NANOS = 75_000_000_000L;

    /** So many that ended are remembered, in case that they start again; the others would begin at 0. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final class Entry {
        Container container;
        LabelSet labels;
        long total;
        /** The energy of earlier lives. */
        long carried;

        long seenNanos;

        Entry(Container container, LabelSet labels) {
            this.container = container;
            this.labels = labels;
        }
    }

    private final int most;
    private final Function<Container, LabelSet> labelling;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Begins without any.
     *
     * @param most how many are listed at the most
     * @param labelling makes their labels
     */
    public ContainerRoster(int most, Function<Container, LabelSet> labelling) {
        this.most = most;
        this.labelling = labelling;
    }

    /**
     * Takes a snapshot in.
     *
     * @param snapshot newer than the one before
     * @return the containers of the snapshot, and those that ended a short while ago
     */
    public List<ContainerLine> take(Snapshot snapshot) {
        for (ContainerEnergy now : snapshot.balance().containers()) {
            Entry entry = entries.get(now.container().id());
            if (entry == null) {
                entry = new Entry(now.container(), labelling.apply(now.container()));
                entry.seenNanos = snapshot.nanoTime();
                entries.put(now.container().id(), entry);
            } else if (!entry.container.equals(now.container())) {
                entry.container = now.container();
                entry.labels = labelling.apply(now.container());
            }
            if (now.energyMicrojoules() < entry.total) {
                entry.carried += entry.total;
            }
            entry.total = now.energyMicrojoules();
            if (!now.ended()) {
                entry.seenNanos = snapshot.nanoTime();
            }
        }
        List<ContainerLine> lines = new ArrayList<>();
        int surplus = entries.size() - most - MOST_REMEMBERED;
        for (Iterator<Entry> iterator = entries.values().iterator(); iterator.hasNext(); ) {
            Entry entry = iterator.next();
            if (snapshot.nanoTime() - entry.seenNanos < HOLD_NANOS) {
                if (lines.size() < most) {
                    lines.add(new ContainerLine(entry.labels, entry.container, entry.carried + entry.total));
                }
            } else if (surplus > 0) {
                iterator.remove();
                surplus--;
            }
        }
        return lines;
    }
}
