package io.scaph.api.snapshot;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What happened between two snapshots of one monitor.
 *
 * <p>A domain's power is its energy over the time for which that energy is known, so neither a gap nor the energy that is
 * credited after one shows as a dip or a spike. The host's power is the sum over the domains of its root; the power of a
 * line of the ledger is the host's, by its part of the energy.
 *
 * @param from the earlier snapshot
 * @param to the later snapshot
 */
public record Interval(Snapshot from, Snapshot to) {
    private static final double NANOS = 1e9;
    private static final double MICRO = 1e-6;

    /**
     * Checks and copies what it is given.
     *
     * @param from {@link #from()}
     * @param to {@link #to()}
     */
    public Interval {
        if (to.nanoTime() - from.nanoTime() < 0 || to.sequence() < from.sequence()) {
            throw new IllegalArgumentException("the interval ends before it begins");
        }
    }

    /**
     * Its length.
     *
     * @return seconds; 0 if both ends are the same snapshot
     */
    public double seconds() {
        return (to.nanoTime() - from.nanoTime()) / NANOS;
    }

    /**
     * The host. While a domain of its root is unknown the host's power is too; once that domain is gone for good
     * ({@link DomainEnergy#isGone()}) it is the power of the others.
     *
     * @return energy and power of the accounting root
     */
    public Usage host() {
        double watts = 0;
        boolean known = false;
        boolean waiting = false;
        for (Domain domain : to.host().root()) {
            OptionalDouble part = domain(domain).watts();
            if (part.isPresent()) {
                watts += part.getAsDouble();
                known = true;
            } else {
                waiting |= !to.domains().get(index(domain)).isGone();
            }
        }
        return new Usage(
                to.host().energyMicrojoules() - from.host().energyMicrojoules(),
                known && !waiting ? OptionalDouble.of(watts) : OptionalDouble.empty());
    }

    /**
     * The domains of the host's root for which nothing is known in this interval.
     *
     * @return the domains, usually none
     */
    public List<Domain> missing() {
        return to.host().root().stream()
                .filter(domain -> domain(domain).watts().isEmpty())
                .toList();
    }

    /**
     * A domain.
     *
     * @param domain a domain of the topology
     * @return its energy and power
     * @throws IllegalArgumentException if it is not a domain of this topology
     */
    public Usage domain(Domain domain) {
        DomainEnergy after = to.domains().get(index(domain));
        Optional<DomainEnergy> before = before(domain);
        long energy = after.energyMicrojoules()
                - before.map(DomainEnergy::energyMicrojoules).orElse(0L);
        long known = after.knownNanos() - before.map(DomainEnergy::knownNanos).orElse(0L);
        return new Usage(
                energy, known > 0 ? OptionalDouble.of(energy * MICRO / (known / NANOS)) : OptionalDouble.empty());
    }

    /**
     * How sure the host's power is, where it is estimated.
     *
     * @return the power that holds the truth four times of five; empty if it is not estimated, or not known
     */
    public Optional<PowerRange> hostRange() {
        OptionalDouble watts = host().watts();
        if (watts.isEmpty()
                || to.host().root().stream().allMatch(domain -> range(domain).isEmpty())) {
            return Optional.empty();
        }
        double low = 0;
        double high = 0;
        for (Domain domain : to.host().root()) {
            double certain = domain(domain).watts().orElse(0);
            Optional<PowerRange> range = range(domain);
            low += range.map(PowerRange::lowWatts).orElse(certain);
            high += range.map(PowerRange::highWatts).orElse(certain);
        }
        return Optional.of(new PowerRange(low, high));
    }

    /**
     * How sure a domain's power is, where it is estimated.
     *
     * @param domain a domain of the topology
     * @return the power that holds the truth four times of five; empty if it is not estimated, or not known
     * @throws IllegalArgumentException if it is not a domain of this topology
     */
    public Optional<PowerRange> range(Domain domain) {
        DomainEnergy after = to.domains().get(index(domain));
        Optional<DomainEnergy> before = before(domain);
        double micros =
                (after.knownNanos() - before.map(DomainEnergy::knownNanos).orElse(0L)) / (NANOS * MICRO);
        long low = after.lowMicrojoules()
                - before.map(DomainEnergy::lowMicrojoules).orElse(0L);
        long high = after.highMicrojoules()
                - before.map(DomainEnergy::highMicrojoules).orElse(0L);
        return domain.quality() == Quality.ESTIMATED && micros > 0
                ? Optional.of(new PowerRange(low / micros, high / micros))
                : Optional.empty();
    }

    /** What was known at the start; empty of a domain that another sensor brought since. */
    private Optional<DomainEnergy> before(Domain domain) {
        return from.domain(domain.id());
    }

    private int index(Domain domain) {
        int index = to.topology().domains().indexOf(domain);
        if (index < 0) {
            throw new IllegalArgumentException(domain.id() + " is not a domain of this host");
        }
        return index;
    }

    /**
     * How much of the CPUs' capacity was used in the interval.
     *
     * @param cpuNanos CPU time of the interval, as {@link Consumer#cpuNanos()}
     * @return from 0 to 1, all CPUs together being 1; empty if the interval has no length or nothing is known of the CPUs
     */
    public OptionalDouble cpuShare(long cpuNanos) {
        double capacity =
                (double) (to.nanoTime() - from.nanoTime()) * to.balance().onlineCpus();
        return capacity > 0 ? OptionalDouble.of(Math.min(1, cpuNanos / capacity)) : OptionalDouble.empty();
    }

    /**
     * The processes, those that took most first; ties by name. Those that ended in the interval are among them.
     *
     * @return all processes that have a line at the end of the interval
     */
    public List<Consumer> consumers() {
        Map<Object, ProcessEnergy> earlier = new HashMap<>();
        from.processes().forEach(line -> earlier.put(line.process().identity(), line));
        double wattsPerMicrojoule = wattsPerMicrojoule();
        List<Consumer> consumers = new ArrayList<>(to.processes().size());
        for (ProcessEnergy line : to.processes()) {
            ProcessEnergy before = earlier.get(line.process().identity());
            long energy = line.energyMicrojoules();
            long cpuNanos = line.cpuNanos();
            if (before != null && goesOn(before.energyMicrojoules(), energy)) {
                energy -= before.energyMicrojoules();
                cpuNanos -= before.cpuNanos();
            }
            consumers.add(new Consumer(line, usage(energy, wattsPerMicrojoule), cpuNanos));
        }
        consumers.sort(Comparator.comparingLong(
                        (Consumer consumer) -> -consumer.usage().energyMicrojoules())
                .thenComparing(consumer -> consumer.line().process().name()));
        return consumers;
    }

    /**
     * Capacity that nobody used.
     *
     * @return its energy and power
     */
    public Usage idle() {
        return usage(to.idleMicrojoules() - from.idleMicrojoules(), wattsPerMicrojoule());
    }

    /**
     * What can't be tied to a process.
     *
     * @return its energy and power
     */
    public Usage unattributed() {
        return usage(to.unattributedMicrojoules() - from.unattributedMicrojoules(), wattsPerMicrojoule());
    }

    /**
     * What this JVM used, and for what; {@link #part} tells the power of each.
     *
     * @return the energies of this interval; empty if one of its ends does not tell
     */
    public Optional<JvmEnergy> jvm() {
        return to.jvm().flatMap(after -> from.jvm().map(after::since));
    }

    /**
     * Of what can't be tied to a process, the part of interrupts.
     *
     * @return its energy and power
     */
    public Usage interrupts() {
        return usage(to.balance().interruptMicrojoules() - from.balance().interruptMicrojoules(), wattsPerMicrojoule());
    }

    /**
     * Of what can't be tied to a process, the part of the time in which a hypervisor ran others.
     *
     * @return its energy and power
     */
    public Usage stolen() {
        return usage(to.balance().stolenMicrojoules() - from.balance().stolenMicrojoules(), wattsPerMicrojoule());
    }

    /**
     * What the processes of a user used.
     *
     * @param uid the user's id
     * @return the energy and power; none if the user has no process
     */
    public Usage user(long uid) {
        long before = userMicrojoules(from, uid);
        long after = userMicrojoules(to, uid);
        return usage(goesOn(before, after) ? after - before : after, wattsPerMicrojoule());
    }

    private static long userMicrojoules(Snapshot snapshot, long uid) {
        return snapshot.balance().users().lines().stream()
                .filter(user -> user.group().uid() == uid)
                .mapToLong(GroupEnergy::energyMicrojoules)
                .sum();
    }

    /**
     * What ended processes used in this interval without having a line at its end. Only a reader that stayed away so
     * long that lines had to go finds anything here: energy of lines that it has seen is not counted again.
     *
     * @return the energy and power
     */
    public Usage ended() {
        Map<Object, Long> after = energies(to);
        long seen = 0;
        for (ProcessEnergy line : from.processes()) {
            Long energyAfter = after.get(line.process().identity());
            if (energyAfter == null || !goesOn(line.energyMicrojoules(), energyAfter)) {
                seen += line.energyMicrojoules();
            }
        }
        return usage(to.endedMicrojoules() - from.endedMicrojoules() - seen, wattsPerMicrojoule());
    }

    private static Map<Object, Long> energies(Snapshot snapshot) {
        Map<Object, Long> energies = new HashMap<>();
        for (ProcessEnergy line : snapshot.processes()) {
            energies.put(line.process().identity(), line.energyMicrojoules());
        }
        return energies;
    }

    /** A line that has less than before is a new one, of a process that was taken for ended and came back. */
    private static boolean goesOn(long energyBefore, long energyAfter) {
        return energyAfter >= energyBefore;
    }

    /**
     * The power that a part of this interval's energy means, for sums of lines.
     *
     * @param energyMicrojoules the energy, in µJ
     * @return energy and power
     */
    public Usage part(long energyMicrojoules) {
        return usage(energyMicrojoules, wattsPerMicrojoule());
    }

    /** NaN if the host's power is not known. */
    private double wattsPerMicrojoule() {
        Usage host = host();
        if (host.watts().isEmpty()) {
            return Double.NaN;
        }
        return host.energyMicrojoules() == 0 ? 0 : host.watts().getAsDouble() / host.energyMicrojoules();
    }

    private static Usage usage(long energyMicrojoules, double wattsPerMicrojoule) {
        return new Usage(
                energyMicrojoules,
                Double.isNaN(wattsPerMicrojoule)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(energyMicrojoules * wattsPerMicrojoule));
    }
}
