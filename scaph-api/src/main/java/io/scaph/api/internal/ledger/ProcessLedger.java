package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of processes: of those that live, and of those that ended and are kept until every reader has seen them. A pass
 * allocates nothing except the lines of new processes. Lists are visited by index: an iterator is garbage unless the optimizing
 * compiler proves otherwise, and {@code scaph} runs without that compiler.
 */
final class ProcessLedger {
    /** Lines of ended processes that are kept for readers that have not seen them; the oldest are removed first. */
    private static final int MAX_ENDED = 10_000;

    /** All lines, by the identity of their process. */
    private final Map<Object, ProcessLine> lines = new HashMap<>();

    private final List<ProcessLine> living = new ArrayList<>();
    /** The oldest first. */
    private final List<ProcessLine> ended = new ArrayList<>();

    /** Created once: a lambda created for each pass would be garbage. */
    private final Predicate<ProcessLine> moveIfEnded = this::moveIfEnded;

    private final GroupLedger groups;
    private final Share endedEnergy;
    private long pass;
    /** The last pass that read all processes. */
    private long wholePass;

    /**
     * Starts without processes.
     *
     * @param groups the groups of processes
     * @param endedEnergy gets the energy of lines that are removed
     */
    ProcessLedger(GroupLedger groups, Share endedEnergy) {
        this.groups = groups;
        this.endedEnergy = endedEnergy;
    }

    void beginPass() {
        pass++;
    }

    /** The number of the pass in progress, or of the last one. */
    long pass() {
        return pass;
    }

    /** The number of the last pass that read all processes. */
    long wholePass() {
        return wholePass;
    }

    /** Returns the line of a process that lives; null if it has none. */
    @Nullable
    ProcessLine find(ProcessInfo process) {
        ProcessLine line = lines.get(process.identity());
        return line == null || line.hasEnded() ? null : line;
    }

    /**
     * Returns the line of the process with a pid, if it lives or ended in this pass. Null if no process has the pid, or if
     * several had it and the right one is unknown.
     */
    @Nullable
    ProcessLine find(long pid) {
        ProcessLine found = null;
        for (int i = 0; i < living.size(); i++) {
            if (living.get(i).process().pid() == pid) {
                if (found != null) {
                    return null;
                }
                found = living.get(i);
            }
        }
        for (int i = ended.size() - 1; i >= 0 && ended.get(i).endedIn(pass); i--) {
            if (ended.get(i).process().pid() == pid) {
                if (found != null) {
                    return null;
                }
                found = ended.get(i);
            }
        }
        return found;
    }

    /**
     * Returns the line of a process, in the groups that the process is in now.
     *
     * @param cpuNanos the CPU time before the line starts, if the process has no line yet
     */
    @SuppressWarnings(
            "ReferenceEquality") // a source gives the same object for as long as nothing about a process changes
    ProcessLine findOrCreate(ProcessInfo process, long cpuNanos) {
        ProcessLine line = find(process);
        boolean isNew = line == null;
        if (line == null) {
            line = lines.computeIfAbsent(process.identity(), any -> new ProcessLine(process, cpuNanos));
            // A process that a pass missed continues its line: the energy of a second one would count twice or not at
            // all.
            if (line.hasEnded()) {
                ended.remove(line);
                line.resume();
            }
            living.add(line);
        }
        if (isNew || line.process() != process) {
            line.describe(process, groups.of(process), groups.of(process.container(), process.job()));
        }
        line.markGroupsSeen(pass);
        return line;
    }

    /** Ends a pass that read all processes: those that were not in it have ended. */
    void endPass() {
        wholePass = pass;
        living.removeIf(moveIfEnded);
    }

    private boolean moveIfEnded(ProcessLine line) {
        boolean hasEnded = !line.livesIn(pass);
        if (hasEnded) {
            line.end(pass);
            ended.add(line);
        }
        return hasEnded;
    }

    /**
     * Removes the lines that every reader has seen, and returns the others.
     *
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     * @param accounts the accounts that may still have energy for an ended process
     */
    List<ProcessEnergy> publish(long sequence, long seenByAll, List<Account> accounts) {
        List<ProcessLine> surplus = ended.subList(0, Math.max(0, ended.size() - MAX_ENDED));
        surplus.forEach(line -> close(line, accounts));
        surplus.clear();
        ended.removeIf(line -> closeIfSeen(line, sequence, seenByAll, accounts));
        return Stream.concat(living.stream(), ended.stream())
                .<ProcessEnergy>map(ProcessLine::publish)
                .toList();
    }

    private boolean closeIfSeen(ProcessLine line, long sequence, long seenByAll, List<Account> accounts) {
        boolean isFinal = !isAwaited(line, accounts);
        if (isFinal && line.isSeenBy(seenByAll)) {
            close(line, accounts);
            return true;
        }
        if (isFinal) {
            line.finish(sequence);
        }
        return false;
    }

    private static boolean isAwaited(ProcessLine line, List<Account> accounts) {
        return accounts.stream().anyMatch(account -> account.awaits(line));
    }

    private void close(ProcessLine line, List<Account> accounts) {
        lines.remove(line.process().identity());
        endedEnergy.credit(line.energyMicrojoules());
        line.leaveGroups();
        accounts.forEach(account -> account.forget(line));
    }
}
