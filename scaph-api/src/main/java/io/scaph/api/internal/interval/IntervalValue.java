package io.scaph.api.internal.interval;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.text.QuantityText;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.JvmUsage;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SubjectUsage;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The difference of two snapshots. */
public record IntervalValue(Snapshot from, Snapshot to) implements Interval {
    /** Checks the order of the snapshots. */
    public IntervalValue {
        if (to.nanoTime() - from.nanoTime() < 0 || to.sequence() < from.sequence()) {
            throw new IllegalArgumentException("the interval ends before it begins");
        }
    }

    private long nanos() {
        return to.nanoTime() - from.nanoTime();
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(nanos());
    }

    @Override
    public Quality quality() {
        return to.quality();
    }

    @Override
    public Usage host() {
        return new UsageValue.OfName(
                "host", to.host().energy().minus(from.host().energy()), hostPower());
    }

    private Power hostPower() {
        Power sum = Power.measured(0);
        boolean known = false;
        for (Domain domain : to.root()) {
            DomainDifference difference = difference(domain);
            Power part = difference.power();
            if (part.isKnown()) {
                known = true;
                sum = sum.plus(part);
            } else if (!difference.after().isGone()) {
                return Power.UNKNOWN;
            }
        }
        return known ? sum : Power.UNKNOWN;
    }

    @Override
    public List<SubjectUsage<Domain>> domains() {
        return to.topology().domains().stream().map(this::domain).toList();
    }

    @Override
    public SubjectUsage<Domain> domain(Domain domain) {
        DomainDifference difference = difference(domain);
        return new UsageValue.OfSubject<>(domain, domain.id(), difference.energy(), difference.power());
    }

    private DomainDifference difference(Domain domain) {
        int index = to.topology().domains().indexOf(domain);
        if (index < 0) {
            throw new IllegalArgumentException(domain.id() + " is not a domain of this host");
        }
        return new DomainDifference(from.domain(domain.id()), to.domains().get(index));
    }

    @Override
    public List<Domain> missing() {
        return to.root().stream()
                .filter(domain -> !difference(domain).power().isKnown())
                .toList();
    }

    @Override
    public List<ProcessUsage> processes() {
        Map<Object, ProcessEnergy> earlier = byIdentity(from);
        Scale scale = scale();
        List<ProcessUsage> processes = new ArrayList<>(to.processes().size());
        for (ProcessEnergy line : to.processes()) {
            processes.add(process(line, earlier.get(line.process().identity()), scale));
        }
        processes.sort(mostFirst());
        return processes;
    }

    private static Map<Object, ProcessEnergy> byIdentity(Snapshot snapshot) {
        Map<Object, ProcessEnergy> lines = new HashMap<>();
        snapshot.processes().forEach(line -> lines.put(line.process().identity(), line));
        return lines;
    }

    private static ProcessUsage process(ProcessEnergy line, @Nullable ProcessEnergy before, Scale scale) {
        Energy energy = line.energy();
        Duration cpuTime = line.cpuTime();
        if (before != null && goesOn(before, line)) {
            energy = energy.minus(before.energy());
            cpuTime = cpuTime.minus(before.cpuTime());
        }
        return new UsageValue.OfProcess(line, energy, scale.power(energy), cpuTime);
    }

    private static Comparator<Usage> mostFirst() {
        return Comparator.comparing(Usage::energy).reversed().thenComparing(Usage::name);
    }

    @Override
    public List<SubjectUsage<Container>> containers() {
        return groups(Snapshot::containers, container -> container.name().orElse(container.id()));
    }

    @Override
    public List<SubjectUsage<Job>> jobs() {
        return groups(Snapshot::jobs, Job::id);
    }

    @Override
    public List<SubjectUsage<Unit>> units() {
        return groups(Snapshot::units, Unit::name);
    }

    @Override
    public List<SubjectUsage<User>> users() {
        return groups(Snapshot::users, user -> user.name().orElse(Long.toString(user.uid())));
    }

    private <G extends Group> List<SubjectUsage<G>> groups(
            Function<Snapshot, Groups<G>> which, Function<G, String> name) {
        Map<Object, GroupEnergy<G>> earlier = new HashMap<>();
        for (GroupEnergy<G> line : which.apply(from).lines()) {
            earlier.put(line.group().identity(), line);
        }
        Scale scale = scale();
        List<SubjectUsage<G>> groups = new ArrayList<>();
        for (GroupEnergy<G> line : which.apply(to).lines()) {
            GroupEnergy<G> before = earlier.get(line.group().identity());
            Energy energy =
                    before != null && isSame(before, line) ? line.energy().minus(before.energy()) : line.energy();
            groups.add(new UsageValue.OfSubject<>(line.group(), name.apply(line.group()), energy, scale.power(energy)));
        }
        groups.sort(mostFirst());
        return groups;
    }

    @Override
    public List<SubjectUsage<Domain>> devices() {
        return to instanceof TickSnapshot after
                ? after.balance().devices().stream()
                        .map(device -> domain(device.device()))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<ProcessUsage> self() {
        // Among all processes, as this process may not have been recognized then.
        return to.self()
                .map(line -> process(line, byIdentity(from).get(line.process().identity()), scale()));
    }

    @Override
    public Optional<JvmUsage> jvm() {
        if (to.jvm().isEmpty() || from.jvm().isEmpty()) {
            return Optional.empty();
        }
        JvmEnergy after = to.jvm().get();
        JvmEnergy before = from.jvm().get();
        Scale scale = scale();
        Energy all = after.energy().minus(before.energy());
        return Optional.of(new UsageValue.OfJvm(
                all,
                scale.power(all),
                scale.usage("application", after.application().minus(before.application())),
                scale.usage("gc", after.gc().minus(before.gc())),
                scale.usage("jit", after.jit().minus(before.jit())),
                scale.usage("runtime", after.runtime().minus(before.runtime()))));
    }

    @Override
    public Usage idle() {
        return difference("idle", Snapshot::idle);
    }

    @Override
    public Usage unattributed() {
        return difference("unattributed", Snapshot::unattributed);
    }

    @Override
    public Usage interrupts() {
        return difference("interrupts", Snapshot::interrupts);
    }

    @Override
    public Usage stolen() {
        return difference("stolen", Snapshot::stolen);
    }

    private Usage difference(String name, Function<Snapshot, Energy> total) {
        return part(name, total.apply(to).minus(total.apply(from)));
    }

    @Override
    public Usage ended() {
        Map<Object, ProcessEnergy> later = byIdentity(to);
        Energy seen = Energy.ZERO;
        for (ProcessEnergy line : from.processes()) {
            ProcessEnergy after = later.get(line.process().identity());
            if (after == null || !goesOn(line, after)) {
                seen = seen.plus(line.energy());
            }
        }
        return part("ended", to.ended().minus(from.ended()).minus(seen));
    }

    /** A line that has less than before is a new line, of a process that seemed to have ended and came back. */
    private static boolean goesOn(ProcessEnergy before, ProcessEnergy after) {
        return after.energy().compareTo(before.energy()) >= 0 && after.cpuTime().compareTo(before.cpuTime()) >= 0;
    }

    /** A group that ended and came back, such as a unit that runs every hour, may have a separate line for each time. */
    private static <G extends Group> boolean isSame(GroupEnergy<G> before, GroupEnergy<G> after) {
        return before instanceof GroupLine<G> one
                && after instanceof GroupLine<G> other
                && one.number() == other.number();
    }

    @Override
    public Usage part(String name, Energy energy) {
        return scale().usage(name, energy);
    }

    @Override
    public OptionalDouble cpuShare(Duration cpuTime) {
        double capacity = (double) nanos() * to.onlineCpus();
        return capacity > 0 ? OptionalDouble.of(Math.min(1, cpuTime.toNanos() / capacity)) : OptionalDouble.empty();
    }

    private Scale scale() {
        return new Scale(to.host().energy().minus(from.host().energy()), hostPower());
    }

    /** The host's energy and power. Everything else has a part of them. */
    private record Scale(Energy hostEnergy, Power hostPower) {
        Power power(Energy energy) {
            if (hostEnergy.microjoules() == 0) {
                return hostPower.times(0);
            }
            return hostPower.times((double) energy.microjoules() / hostEnergy.microjoules());
        }

        Usage usage(String name, Energy energy) {
            return new UsageValue.OfName(name, energy, power(energy));
        }
    }

    @Override
    public String toString() {
        return host() + " in " + QuantityText.text(duration());
    }
}
