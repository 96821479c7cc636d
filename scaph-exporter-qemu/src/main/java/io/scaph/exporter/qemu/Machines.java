package io.scaph.exporter.qemu;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.workload.ProcessInfo;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which processes are which machines. A name belongs to the process that has it first, for as long as that lives: of two
 * machines that go by one name at a time the later one has none until it is started anew. Not safe for use by several
 * threads.
 */
final class Machines {
    private static final Comparator<ProcessInfo> BY_AGE =
            Comparator.comparing(ProcessInfo::startTime).thenComparingLong(process -> process.pid());

    /**
     * What a machine did in an interval.
     *
     * @param name its name, fit for a directory
     * @param energyMicrojoules its energy, in µJ
     * @param alive whether it still runs
     * @param hasRun whether it is known to have run: it was alive at the end of an interval and used energy, or was alive at
     *     the ends of two. What ends sooner may be a QEMU that was asked a question
     */
    record Activity(String name, long energyMicrojoules, boolean alive, boolean hasRun) {
        private Activity plus(Activity other) {
            return new Activity(
                    name, energyMicrojoules + other.energyMicrojoules, alive || other.alive, hasRun || other.hasRun);
        }
    }

    private record Found(String name, ProcessInfo process, long energyMicrojoules, boolean ended) {}

    private final Belief belief;
    private final FileSystem files;
    private final Refusals refusals;
    private final Map<String, ProcessInfo> holders = new HashMap<>();
    private final Set<Object> nameless = new HashSet<>();
    /** Those that were alive at the end of an interval, for as long as they have a line. */
    private final Set<Object> seenAlive = new HashSet<>();

    Machines(Belief belief, FileSystem files, Refusals refusals) {
        this.belief = belief;
        this.files = files;
        this.refusals = refusals;
    }

    /**
     * The machines of an interval, those that ended in it among them.
     *
     * @param interval what happened
     * @return a machine for each name, by name
     */
    List<Activity> in(Interval interval) {
        List<Found> found = find(interval);
        Set<Object> living = new HashSet<>();
        for (Found one : found) {
            if (!one.ended) {
                living.add(one.process.identity());
            }
        }
        Map<String, Activity> activities = new TreeMap<>();
        for (Found one : found) {
            if (holds(one, living)) {
                activities.merge(
                        one.name,
                        new Activity(one.name, one.energyMicrojoules, !one.ended, hasRun(one)),
                        Activity::plus);
            }
        }
        seenAlive.retainAll(found.stream().map(one -> one.process.identity()).collect(Collectors.toSet()));
        seenAlive.addAll(living);
        holders.values().removeIf(holder -> !living.contains(holder.identity()));
        nameless.retainAll(living);
        return List.copyOf(activities.values());
    }

    private boolean hasRun(Found one) {
        boolean before = seenAlive.contains(one.process.identity());
        return one.energyMicrojoules > 0 ? before || !one.ended : before && !one.ended;
    }

    private List<Found> find(Interval interval) {
        List<Found> found = new ArrayList<>();
        for (ProcessUsage consumer : interval.processes()) {
            ProcessInfo process = consumer.process();
            if (process.virtualMachine().isPresent()) {
                String name = process.virtualMachine().get();
                Optional<String> fault = belief.doubt(process).or(() -> TreeName.fault(name, files));
                if (fault.isPresent()) {
                    refusals.tell(name, fault.get());
                } else {
                    found.add(new Found(
                            name,
                            process,
                            consumer.energy().microjoules(),
                            consumer.total().isEnded()));
                }
            }
        }
        found.sort(Comparator.comparing(Found::process, BY_AGE));
        return found;
    }

    private boolean holds(Found one, Set<Object> living) {
        Object identity = one.process.identity();
        ProcessInfo holder = holders.get(one.name);
        if (nameless.contains(identity)) {
            return false;
        }
        if (holder != null && identity.equals(holder.identity())) {
            return true;
        }
        if (holder != null && living.contains(holder.identity())) {
            if (one.ended && BY_AGE.compare(one.process, holder) < 0) {
                // It had the name before, and what it used last is known only now.
                return true;
            }
            nameless.add(identity);
            refusals.tell(
                    one.name,
                    "process " + one.process.pid() + " has the name of process " + holder.pid()
                            + ", which runs already, and gets no tree until it is started anew under another name");
            return false;
        }
        holders.put(one.name, one.process);
        return true;
    }
}
