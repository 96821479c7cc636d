package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.interval.IntervalValue;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What happened between two snapshots of one monitor: the energy and power of the host and of everything that used it.
 *
 * <p>A domain's power is its energy over the time for which that energy is known, so neither a gap nor energy that is credited
 * after one shows as a dip or a spike. The host's power is the sum over the domains of its accounting root. Everything else
 * has the part of the host's power that its energy is of the host's energy. Immutable; results are computed when they are
 * requested.
 */
public sealed interface Interval permits IntervalValue {
    /**
     * Returns the interval between two snapshots.
     *
     * @param from the earlier snapshot
     * @param to the later snapshot, of the same monitor
     * @return the interval
     * @throws IllegalArgumentException if the later snapshot is the older one
     */
    static Interval between(Snapshot from, Snapshot to) {
        return new IntervalValue(from, to);
    }

    /**
     * Returns the snapshot at the start.
     *
     * @return the earlier snapshot
     */
    Snapshot from();

    /**
     * Returns the snapshot at the end.
     *
     * @return the later snapshot
     */
    Snapshot to();

    /**
     * Returns the length of the interval.
     *
     * @return the time; 0 if both ends are the same snapshot
     */
    Duration duration();

    /**
     * Returns how certain the host's energy is.
     *
     * @return the quality at the end of the interval
     */
    Quality quality();

    /**
     * Returns the usage of the host. Its power is unknown while a domain of the accounting root is unknown; after 10 s ({@link
     * DomainEnergy#isGone()}) it is the power of the other domains.
     *
     * @return energy and power
     */
    Usage host();

    /**
     * Returns the usage of every domain.
     *
     * @return the domains in the order of the topology
     */
    List<SubjectUsage<Domain>> domains();

    /**
     * Returns the usage of one domain.
     *
     * @param domain a domain of the topology
     * @return energy and power
     * @throws IllegalArgumentException if the topology at the end of the interval does not have the domain
     */
    SubjectUsage<Domain> domain(Domain domain);

    /**
     * Returns the domains of the accounting root whose power is unknown in this interval.
     *
     * @return the domains, usually none
     */
    List<Domain> missing();

    /**
     * Returns the usage of every process that has a line at the end of the interval, including those that ended in it.
     *
     * @return the processes by energy, the highest first; those with the same energy by name
     */
    List<ProcessUsage> processes();

    /**
     * Returns the usage of every container.
     *
     * @return the containers by energy, the highest first; none unless {@link io.scaph.api.workload.WorkloadDetail#CONTAINER} was
     *     requested
     */
    List<SubjectUsage<Container>> containers();

    /**
     * Returns the usage of every batch job.
     *
     * @return the jobs by energy, the highest first; none unless {@link io.scaph.api.workload.WorkloadDetail#CONTAINER} was
     *     requested
     */
    List<SubjectUsage<Job>> jobs();

    /**
     * Returns the usage of every systemd unit.
     *
     * @return the units by energy, the highest first; none unless {@link io.scaph.api.workload.WorkloadDetail#UNIT} or {@link
     *     io.scaph.api.workload.WorkloadDetail#CONTAINER} was requested
     */
    List<SubjectUsage<Unit>> units();

    /**
     * Returns the usage of every user.
     *
     * @return the users by energy, the highest first; none unless {@link io.scaph.api.workload.WorkloadDetail#USER} was requested
     */
    List<SubjectUsage<User>> users();

    /**
     * Returns the usage of every device whose energy is not divided by CPU time, such as a GPU. It is part of the host's.
     *
     * @return the devices in the order of the topology; usually none
     */
    List<SubjectUsage<Domain>> devices();

    /**
     * Returns the usage of this process.
     *
     * @return energy and power; empty if unknown
     */
    Optional<ProcessUsage> self();

    /**
     * Returns the usage of this JVM by what it was used for.
     *
     * @return energy and power; empty if {@link io.scaph.api.workload.WorkloadDetail#JVM} was not requested, or the parts are
     *     unknown
     */
    Optional<JvmUsage> jvm();

    /**
     * Returns the usage of CPU and device time that no process used.
     *
     * @return energy and power
     */
    Usage idle();

    /**
     * Returns the usage that can't be tied to a process; see {@link Snapshot#unattributed()}.
     *
     * @return energy and power
     */
    Usage unattributed();

    /**
     * Returns the part of {@link #unattributed()} that was used by interrupts.
     *
     * @return energy and power
     */
    Usage interrupts();

    /**
     * Returns the part of {@link #unattributed()} that belongs to time in which a hypervisor ran something else.
     *
     * @return energy and power
     */
    Usage stolen();

    /**
     * Returns the usage of processes that ended in this interval and have no line at its end. It is 0 for a reader that sees
     * every tick, or comes back before lines had to be removed.
     *
     * @return energy and power
     */
    Usage ended();

    /**
     * Returns the usage for a given part of the host's energy in this interval, such as the sum of several lines. Its power is
     * the same part of the host's power.
     *
     * @param name a name for people
     * @param energy the part of the energy
     * @return energy and power
     */
    Usage part(String name, Energy energy);

    /**
     * Returns a CPU time as a fraction of the time of all CPUs in this interval.
     *
     * @param cpuTime the CPU time that was used in this interval
     * @return the fraction, from 0 to 1; empty if the interval has no length or the number of CPUs is unknown
     */
    OptionalDouble cpuShare(Duration cpuTime);
}
