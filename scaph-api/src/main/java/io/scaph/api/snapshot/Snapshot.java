package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known after one tick. Every energy is a total since the monitor was opened, so the difference of two
 * snapshots ({@link Interval}) is what was used in between, and no reader changes what another one sees. At every tick, to the
 * microjoule:
 *
 * <pre>host = sum of processes + ended + idle + unattributed</pre>
 *
 * <p>Energy is divided by CPU time; that of a device such as a GPU by the time that the device worked for each process. The
 * energy of a process is the sum of both. Containers, jobs, units and users are other sums over the same energy: never add
 * them to the processes. Immutable.
 */
public sealed interface Snapshot permits TickSnapshot {
    /**
     * Returns the number of the tick.
     *
     * @return the number, from 0
     */
    long sequence();

    /**
     * Returns when the counters were read, on the monitor's clock.
     *
     * @return ns since an arbitrary origin, as {@link io.scaph.api.spi.NanoClock#nanoTime()}
     */
    long nanoTime();

    /**
     * Returns when the counters were read, by the wall clock. To show, not to measure with.
     *
     * @return the time
     */
    Instant time();

    /**
     * Returns the sensors that are read.
     *
     * @return the sensors, in order
     */
    List<SensorInfo> sensors();

    /**
     * Returns the names of the sensors.
     *
     * @return the names, joined by plus signs
     */
    String sensorNames();

    /**
     * Returns the shape of the host.
     *
     * @return the topology of all sensors together
     */
    Topology topology();

    /**
     * Returns the energy of the host as far as it is known, with its range: the sum over the accounting root. It never falls.
     *
     * @return the energy since the monitor was opened
     */
    EnergyRange host();

    /**
     * Returns the accounting root in use: the disjoint domains whose sum is the host.
     *
     * @return the domains
     */
    List<Domain> root();

    /**
     * Returns why the root is not the one that the topology prefers.
     *
     * @return the reason, one line; empty if it is the preferred one
     */
    Optional<String> rootRemark();

    /**
     * Returns how certain the host's energy is.
     *
     * @return the quality of the least certain domain of the root
     */
    Quality quality();

    /**
     * Returns the total of every domain.
     *
     * @return the domains in the order of the topology
     */
    List<DomainEnergy> domains();

    /**
     * Returns the total of one domain. Two snapshots can have different domains: another sensor can take over, or counters can
     * appear.
     *
     * @param id the id of the domain
     * @return the domain; empty if this snapshot has none of that id
     */
    Optional<DomainEnergy> domain(String id);

    /**
     * Returns how energy is divided.
     *
     * @return the policy
     */
    AllocationPolicy policy();

    /**
     * Returns how many hardware threads were online.
     *
     * @return the number; the share of a container, rounded up, if a sensor has one ({@link io.scaph.api.spi.Sensor#cpus()});
     *     0 if it could not be read
     */
    int onlineCpus();

    /**
     * Returns the CPU time that was available: online CPUs times the length of each interval whose energy was divided.
     *
     * @return the time since the monitor was opened; never falls
     */
    Duration capacity();

    /**
     * Returns the part of {@link #capacity()} that was neither idle nor stolen by a hypervisor.
     *
     * @return the time since the monitor was opened; never falls
     */
    Duration busy();

    /**
     * Returns the total of every process that has a line.
     *
     * @return the processes, in no particular order
     */
    List<ProcessEnergy> processes();

    /**
     * Returns the totals of containers, including processes that ended in them without being seen.
     *
     * @return the containers; none unless {@link io.scaph.api.workload.WorkloadDetail#CONTAINER} was requested
     */
    Groups<Container> containers();

    /**
     * Returns the totals of batch jobs, including containers in them.
     *
     * @return the jobs; none unless {@link io.scaph.api.workload.WorkloadDetail#CONTAINER} was requested
     */
    Groups<Job> jobs();

    /**
     * Returns the totals of systemd units.
     *
     * @return the units; none unless {@link io.scaph.api.workload.WorkloadDetail#UNIT} or {@link
     *     io.scaph.api.workload.WorkloadDetail#CONTAINER} was requested
     */
    Groups<Unit> units();

    /**
     * Returns the totals of users.
     *
     * @return the users; none unless {@link io.scaph.api.workload.WorkloadDetail#USER} was requested
     */
    Groups<User> users();

    /**
     * Returns the energy of processes that have ended and have no line any more. It never falls.
     *
     * @return the energy since the monitor was opened
     */
    Energy ended();

    /**
     * Returns the energy of CPU and device time that no process used. It never falls.
     *
     * @return the energy since the monitor was opened
     */
    Energy idle();

    /**
     * Returns the energy that can't be tied to a known process: interrupts, stolen time, processes that came and went between
     * two ticks, devices with unknown users. It never falls.
     *
     * @return the energy since the monitor was opened
     */
    Energy unattributed();

    /**
     * Returns the part of {@link #unattributed()} that was used by interrupts.
     *
     * @return the energy since the monitor was opened; never falls
     */
    Energy interrupts();

    /**
     * Returns the part of {@link #unattributed()} that belongs to time in which a hypervisor ran something else.
     *
     * @return the energy since the monitor was opened; never falls
     */
    Energy stolen();

    /**
     * Returns the total of this process, which is one of {@link #processes()}.
     *
     * @return its line; empty if unknown
     */
    Optional<ProcessEnergy> self();

    /**
     * Returns the total of this JVM by what it was used for.
     *
     * @return the parts; empty if {@link io.scaph.api.workload.WorkloadDetail#JVM} was not requested, or they are unknown
     */
    Optional<JvmEnergy> jvm();

    /**
     * Returns how long the last tick took.
     *
     * @return the time
     */
    Duration lastTickTime();

    /**
     * Returns how long all ticks took together.
     *
     * @return the time since the monitor was opened
     */
    Duration tickTime();

    /**
     * Returns how long after the counters the CPU times of the last tick were read. The windows of energy and CPU time are
     * shifted by this time; only its change from tick to tick matters.
     *
     * @return the time
     */
    Duration skew();
}
