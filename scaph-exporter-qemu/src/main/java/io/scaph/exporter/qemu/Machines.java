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
 * Finds the virtual machines of an interval. A name belongs to the first process that has it, as long as that process lives: of
 * two machines with one name the later one has none until it is restarted. Not safe for use by several threads.
 */
final class Machines {
    private static final Comparator<ProcessInfo> BY_AGE =
            Comparator.comparing(ProcessInfo::startTime).thenComparingLong(process -> process.pid());

    /**
     * A machine in an interval.
     *
     * @param name its name, fit for a directory
     * @param energyMicrojoules its energy, in µJ
     * @param alive whether it still runs
     * @param hasRun whether it is known to have run: it was running at the end of an interval and used energy, or was running
     *     at the ends of two. A QEMU that only prints its version ends sooner
     */
    record Activity(String name, long energyMicrojoules, boolean alive, boolean hasRun) {
        private Activity plus(Activity other) {
            return new Activity(
                    name, energyMicrojoules + other.energyMicrojoules, alive || other.alive, hasRun || other.hasRun);
        }
    }

    private record MachineProcess(String name, ProcessInfo process, long energyMicrojoules, boolean ended) {}

    private final TrustPolicy policy;
    private final FileSystem files;
    private final RejectionLog rejections = new RejectionLog();
    private final Map<String, ProcessInfo> holders = new HashMap<>();
    private final Set<Object> nameless = new HashSet<>();
    /** Machines that were running at the end of an interval, as long as they have a line. */
    private final Set<Object> seenAlive = new HashSet<>();

    Machines(TrustPolicy policy, FileSystem files) {
        this.policy = policy;
        this.files = files;
    }

    /**
     * The machines of an interval, including those that ended in it.
     *
     * @param interval the interval
     * @return a machine for each name, by name
     */
    List<Activity> in(Interval interval) {
        List<MachineProcess> found = find(interval);
        Set<Object> living = found.stream()
                .filter(one -> !one.ended)
                .map(one -> one.process.identity())
                .collect(Collectors.toSet());
        Map<String, Activity> activities = new TreeMap<>();
        for (MachineProcess one : found) {
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

    private boolean hasRun(MachineProcess one) {
        boolean before = seenAlive.contains(one.process.identity());
        return one.energyMicrojoules > 0 ? before || !one.ended : before && !one.ended;
    }

    private List<MachineProcess> find(Interval interval) {
        List<MachineProcess> found = new ArrayList<>();
        for (ProcessUsage consumer : interval.processes()) {
            ProcessInfo process = consumer.process();
            if (process.virtualMachine().isPresent()) {
                String name = process.virtualMachine().get();
                Optional<String> fault = policy.rejection(process).or(() -> TreeName.fault(name, files));
                if (fault.isPresent()) {
                    rejections.log(name, fault.get());
                } else {
                    found.add(new MachineProcess(
                            name,
                            process,
                            consumer.energy().microjoules(),
                            consumer.total().isEnded()));
                }
            }
        }
        found.sort(Comparator.comparing(MachineProcess::process, BY_AGE));
        return found;
    }

    private boolean holds(MachineProcess one, Set<Object> living) {
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
                // It had the name before, and the energy that it used last is known only now.
                return true;
            }
            nameless.add(identity);
            rejections.log(
                    one.name,
                    "process " + one.process.pid() + " has the name of process " + holder.pid()
                            + ", which runs already, and gets no tree until it is restarted under another name");
            return false;
        }
        holders.put(one.name, one.process);
        return true;
    }
}
