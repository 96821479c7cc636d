package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.linux.perf.EventGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads perf events, those of a package at one instant. */
final class PerfSensor implements Sensor {
    private final Topology topology;
    private final List<OpenGroup> groups;
    private final SuspendWatch suspends;

    /** The events of one CPU, and the domain and the energy of each. */
    private static final class OpenGroup {
        private final EventGroup events;
        private final int[] domains;
        private final long[] counts;
        private final CountedEnergy[] energies;

        OpenGroup(EventGroup events, List<Integer> domains) {
            this.events = events;
            this.domains = domains.stream().mapToInt(Integer::intValue).toArray();
            counts = new long[domains.size()];
            energies = Stream.generate(CountedEnergy::new).limit(domains.size()).toArray(CountedEnergy[]::new);
        }

        void read(RawCounters counters) {
            try {
                events.read(counts);
                for (int i = 0; i < domains.length; i++) {
                    counters.put(domains[i], energies[i].advance(counts[i]));
                }
            } catch (IOException e) {
                for (int domain : domains) {
                    counters.fail(domain, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private PerfSensor(Topology topology, List<OpenGroup> groups, SuspendWatch suspends) {
        this.topology = topology;
        this.groups = groups;
        this.suspends = suspends;
    }

    /**
     * Opens the events of a map, which count from now on.
     *
     * @param type the number of the PMU
     * @param map the events
     * @param opener opens a group
     * @param suspends notices suspends; closed with the sensor
     * @return the open sensor
     * @throws IOException if an event can't be opened; then none stays open
     */
    static PerfSensor open(int type, PerfMap map, EventGroup.Opener opener, SuspendWatch suspends) throws IOException {
        List<OpenGroup> open = new ArrayList<>();
        try {
            for (Map.Entry<Integer, List<Integer>> group : map.groups().entrySet()) {
                long[] configs = group.getValue().stream()
                        .mapToLong(domain -> map.events().get(domain).config())
                        .toArray();
                open.add(new OpenGroup(opener.open(type, configs, group.getKey()), group.getValue()));
            }
            return new PerfSensor(map.topology(), open, suspends);
        } catch (IOException | RuntimeException e) {
            open.forEach(group -> group.events.close());
            throw e;
        }
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        suspends.report(counters);
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).read(counters);
        }
    }

    @Override
    public void close() {
        groups.forEach(group -> group.events.close());
        suspends.close();
    }
}
