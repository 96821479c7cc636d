package io.scaph.api.snapshot;

import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that is known after one tick. Immutable, so any number of threads may read it. Every energy is a total since the
 * monitor was opened: a reader takes the difference of two snapshots ({@link Interval}) and no reader changes what
 * another one sees. At every tick, to the microjoule:
 *
 * <pre>host = sum of processes + ended + idle + unattributed</pre>
 *
 * @param sequence counts the ticks from 0
 * @param nanoTime when the counters were read, on the monitor's clock
 * @param time the same moment by the wall clock; to show, not to measure with
 * @param sensors the sensors that speak
 * @param topology the shape of the host
 * @param host the accounting root
 * @param domains every domain, in the order of the topology
 * @param balance where the host's energy went
 * @param cost what the measuring itself costs
 * @param self the line of this process, which is one of the processes; empty if it is not known
 * @param jvm what this JVM used, and for what; empty if that was not asked for, or can't be known
 */
public record Snapshot(
        long sequence,
        long nanoTime,
        Instant time,
        List<SensorInfo> sensors,
        Topology topology,
        HostEnergy host,
        List<DomainEnergy> domains,
        Balance balance,
        MonitorCost cost,
        Optional<ProcessEnergy> self,
        Optional<JvmEnergy> jvm) {
    /**
     * Checks and copies what it is given.
     *
     * @param sequence {@link #sequence()}
     * @param nanoTime {@link #nanoTime()}
     * @param time {@link #time()}
     * @param sensors {@link #sensors()}
     * @param topology {@link #topology()}
     * @param host {@link #host()}
     * @param domains {@link #domains()}
     * @param balance {@link #balance()}
     * @param cost {@link #cost()}
     * @param self {@link #self()}
     * @param jvm {@link #jvm()}
     */
    public Snapshot {
        sensors = List.copyOf(sensors);
        domains = List.copyOf(domains);
    }

    /**
     * The line of each process.
     *
     * @return {@link Balance#processes()}
     */
    public List<ProcessEnergy> processes() {
        return balance.processes();
    }

    /**
     * One domain. The domains of two snapshots may differ: another sensor can take over, or counters join.
     *
     * @param id the domain's id
     * @return the domain; empty if this snapshot has none of that id
     */
    public Optional<DomainEnergy> domain(String id) {
        return domains.stream()
                .filter(domain -> domain.domain().id().equals(id))
                .findFirst();
    }

    /**
     * The energy of processes that have ended and have no line any more.
     *
     * @return {@link Balance#endedMicrojoules()}
     */
    public long endedMicrojoules() {
        return balance.endedMicrojoules();
    }

    /**
     * The energy of capacity that nobody used.
     *
     * @return {@link Balance#idleMicrojoules()}
     */
    public long idleMicrojoules() {
        return balance.idleMicrojoules();
    }

    /**
     * The energy that can't be tied to a process.
     *
     * @return {@link Balance#unattributedMicrojoules()}
     */
    public long unattributedMicrojoules() {
        return balance.unattributedMicrojoules();
    }

    /**
     * How certain the host's energy is: as its least certain domain.
     *
     * @return the quality
     */
    public Quality quality() {
        return host.root().stream().map(domain -> domain.quality()).reduce(Quality.MEASURED, Quality::weaker);
    }

    /**
     * The names of the sensors.
     *
     * @return the names, joined by plus signs
     */
    public String sensorNames() {
        return sensors.stream().map(SensorInfo::name).collect(Collectors.joining("+"));
    }
}
