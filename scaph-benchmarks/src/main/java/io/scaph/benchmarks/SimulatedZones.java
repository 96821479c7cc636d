package io.scaph.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A zone tree in memory whose counters advance, and wrap, as time passes. */
final class SimulatedZones implements AutoCloseable {
    private final ZoneTree tree;
    private final List<MemoryCounter> counters = new ArrayList<>();
    private final List<ZoneTree.Zone> zones = ZoneTree.ZONES;

    SimulatedZones() throws IOException {
        tree = new ZoneTree();
        for (ZoneTree.Zone zone : zones) {
            counters.add(new MemoryCounter(tree.counter(zone), ZoneTree.RANGE / 2));
        }
    }

    ZoneTree tree() {
        return tree;
    }

    void pass(long millis) {
        for (int i = 0; i < zones.size(); i++) {
            MemoryCounter counter = counters.get(i);
            long next = counter.value() + zones.get(i).watts() * 1_000L * millis;
            counter.set(next <= ZoneTree.RANGE ? next : next - ZoneTree.RANGE);
        }
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
