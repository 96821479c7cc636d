package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of processes: of those that live, and of those that ended and are kept until every reader has seen them. A pass
 * allocates nothing except the lines of new processes.
 */
final class ProcessLedger {
    /** Lines of ended processes that are kept for readers that have not seen them; the oldest are removed first. */
    private static final int MAX_ENDED = 10_000;

    private final ProcessLineList living = new ProcessLineList();
    private final ProcessLineList ended = new ProcessLineList();
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
        return living.find(process.identity());
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
        ProcessLine line = living.find(process.identity());
        boolean isNew = line == null;
        if (line == null) {
            line = resumeOrCreate(process, cpuNanos);
            living.add(line);
        }
        if (isNew || line.process() != process) {
            line.describe(process, groups.of(process), groups.of(process.container(), process.job()));
        }
        line.markGroupsSeen(pass);
        return line;
    }

    /** A process that a pass missed continues its line: the energy of a second line would count twice or not at all. */
    private ProcessLine resumeOrCreate(ProcessInfo process, long cpuNanos) {
        ProcessLine overlooked = ended.remove(process.identity());
        if (overlooked == null) {
            return new ProcessLine(process, cpuNanos);
        }
        overlooked.resume();
        return overlooked;
    }

    /** Ends a pass that read all processes: those that were not in it have ended. */
    void endPass() {
        wholePass = pass;
        for (int i = 0; i < living.size(); i++) {
            ProcessLine line = living.get(i);
            if (!line.livesIn(pass)) {
                line.end(pass);
                ended.add(line);
            }
        }
        living.removeIf(ProcessLine::hasEnded);
    }

    /**
     * Removes the lines that every reader has seen, and returns the others.
     *
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     * @param accounts the accounts that may still have energy for an ended process
     */
    List<ProcessEnergy> publish(long sequence, long seenByAll, List<Account> accounts) {
        int surplus = ended.size() - MAX_ENDED;
        for (int i = 0; i < surplus; i++) {
            close(ended.get(i), accounts);
        }
        ended.removeFirst(Math.max(0, surplus));
        ended.removeIf(line -> closeIfSeen(line, sequence, seenByAll, accounts));
        List<ProcessEnergy> published = new ArrayList<>(living.size() + ended.size());
        for (int i = 0; i < living.size(); i++) {
            published.add(living.get(i).publish());
        }
        for (int i = 0; i < ended.size(); i++) {
            published.add(ended.get(i).publish());
        }
        return published;
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
        for (int i = 0; i < accounts.size(); i++) {
            if (accounts.get(i).awaits(line)) {
                return true;
            }
        }
        return false;
    }

    private void close(ProcessLine line, List<Account> accounts) {
        endedEnergy.credit(line.energyMicrojoules());
        line.leaveGroups();
        accounts.forEach(account -> account.forget(line));
    }
}
