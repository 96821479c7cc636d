package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.environment.SuspendWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads perf events, those of a package at one instant. */
final class PerfSensor implements Sensor {
    private final Topology topology;
    private final OpenGroup[] groups;
    private final CountedEnergy[] energies;
    private final SuspendWatch suspends;

    /** One CPU's events, the domains that they are of, and where to read them to. */
    private static final class OpenGroup {
        private final EventGroup events;
        private final int[] domains;
        private final long[] counts;

        OpenGroup(EventGroup events, int[] domains) {
            this.events = events;
            this.domains = domains;
            counts = new long[domains.length];
        }
    }

    private PerfSensor(Topology topology, OpenGroup[] groups, CountedEnergy[] energies, SuspendWatch suspends) {
        this.topology = topology;
        this.groups = groups;
        this.energies = energies;
        this.suspends = suspends;
    }

    /**
     * Opens the events of a map, which count from now on.
     *
     * @param type the number of the PMU
     * @param map what to open
     * @param opener opens a group
     * @param suspends tells when the machine slept; closed with the sensor
     * @return the open sensor
     * @throws IOException if one can't be opened; then nothing stays open
     */
    static PerfSensor open(int type, PerfMap map, EventGroup.Opener opener, SuspendWatch suspends) throws IOException {
        CountedEnergy[] energies = map.events().stream()
                .map(event -> new CountedEnergy(event.joulesPerCount()))
                .toArray(CountedEnergy[]::new);
        List<OpenGroup> open = new ArrayList<>();
        boolean whole = false;
        try {
            for (PerfMap.Group group : map.groups()) {
                int[] domains =
                        group.domains().stream().mapToInt(Integer::intValue).toArray();
                long[] configs = group.domains().stream()
                        .mapToLong(domain -> map.events().get(domain).config())
                        .toArray();
                EventGroup events = opener.open(type, configs, group.cpu());
                open.add(new OpenGroup(events, domains));
            }
            whole = true;
            return new PerfSensor(map.topology(), open.toArray(OpenGroup[]::new), energies, suspends);
        } finally {
            if (!whole) {
                open.forEach(group -> group.events.close());
            }
        }
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        if (suspends.wasSuspended()) {
            counters.suspended();
        }
        for (OpenGroup group : groups) {
            try {
                group.events.read(group.counts);
                for (int i = 0; i < group.domains.length; i++) {
                    int domain = group.domains[i];
                    counters.put(domain, energies[domain].advance(group.counts[i]));
                }
            } catch (IOException e) {
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                for (int domain : group.domains) {
                    counters.fail(domain, reason);
                }
            }
        }
    }

    @Override
    public void close() {
        for (OpenGroup group : groups) {
            group.events.close();
        }
        suspends.close();
    }
}
