package io.scaph.api.internal.tick;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;

/**
 * The devices of the host: the GPUs of its accounting root, whose energy is known or not each apart from the others, and from
 * the rest. {@link #settle()} allocates nothing. Not safe for several threads.
 */
final class HostDevices {
    private final List<Domain> domains;
    private SensorBank sensors;
    private int[] indexes;
    private final long[] deltas;
    private final boolean[] known;
    private final boolean[] lost;

    private long energyMicrojoules;
    private long lowMicrojoules;
    private long highMicrojoules;

    HostDevices(SensorBank sensors) {
        this.sensors = sensors;
        domains = of(sensors.topology());
        indexes = indexes(sensors.topology());
        deltas = new long[indexes.length];
        known = new boolean[indexes.length];
        lost = new boolean[indexes.length];
    }

    /** In both roots: what only one of them counts comes and goes with psys, and stays with the rest. */
    private static List<Domain> of(Topology topology) {
        return topology.host().stream()
                .filter(domain -> domain.kind() == DomainKind.GPU
                        && topology.hostWithoutPsys().contains(domain))
                .toList();
    }

    private int[] indexes(Topology topology) {
        return domains.stream().mapToInt(topology.domains()::indexOf).toArray();
    }

    /** Whether a topology has the same devices. */
    boolean sameIn(Topology topology) {
        return domains.equals(of(topology));
    }

    /** Goes on with other sensors that have the same devices. */
    void use(SensorBank next) {
        sensors = next;
        indexes = indexes(next.topology());
    }

    /** Their domains; one's number is its place among them. */
    List<Domain> domains() {
        return domains;
    }

    /** Of some domains, all but them. */
    List<Domain> others(List<Domain> some) {
        return some.stream().filter(domain -> !domains.contains(domain)).toList();
    }

    /** Adds what the last reading made known. */
    void settle() {
        for (int i = 0; i < indexes.length; i++) {
            int domain = indexes[i];
            deltas[i] = sensors.delta(domain);
            energyMicrojoules += deltas[i];
            lowMicrojoules += sensors.bounds(domain).lowDelta();
            highMicrojoules += sensors.bounds(domain).highDelta();
            known[i] = sensors.known(domain) || deltas[i] > 0;
            lost[i] = !known[i] && !sensors.counter(domain).awaiting();
        }
    }

    /** The energy of a device that the last {@link #settle()} added, in µJ. */
    long delta(int device) {
        return deltas[device];
    }

    /** Whether it became known then. */
    boolean known(int device) {
        return known[device];
    }

    /** Whether the energy of a device up to then that is not known will never be. */
    boolean lost(int device) {
        return lost[device];
    }

    /** All of them as of the last reading, which may be after the last {@link #settle()}. */
    Sample.Part sample() {
        return indexes.length == 0 ? Sample.Part.NONE : settled().plus(sensors.unsettled(indexes));
    }

    /** All of them as of the last {@link #settle()}. */
    Sample.Part settled() {
        return new Sample.Part(energyMicrojoules, lowMicrojoules, highMicrojoules, 0, 0);
    }
}
