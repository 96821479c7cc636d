package io.scaph.linux.process;

import io.scaph.linux.machine.CpuTimes;
import io.scaph.linux.procfs.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of children that ended: charged to the process that waited for them, and never counted twice.
 *
 * <p>When a process is waited for, its CPU time and that of the children that it waited for itself are added in full to
 * {@code cutime} and {@code cstime} of the waiting process. Time that was reported before, because the process was visible
 * while it ran, is a debt, and is subtracted from that growth. The rest was not reported yet: it is the time of children that
 * ended unseen.
 *
 * <p>The growth is visible before the process leaves {@code /proc} (wait_task_zombie() of kernel/exit.c). So it is found in the
 * pass that missed the process or, if its parent was read a moment too early, in the next. After that it is never found: if a
 * parent ignores SIGCHLD, the time of its children vanishes with them (wait(2)). Only the part that the ticks of these fields
 * may hide stays owed.
 *
 * <p>The process that waits is the parent. If the parent ended first, it is the nearest subreaper above, or the first process
 * of the namespace (prctl(2), PR_SET_CHILD_SUBREAPER). It is not visible which processes are subreapers, so all ancestors are
 * tried, the nearest first, and then all others: it is better to charge a process too little than to count time twice.
 *
 * <p>This class alone changes {@link FamilyMember}s.
 */
final class ReapedTime {
    /** Two fields, each rounded down to whole ticks. */
    static final long MAX_HIDDEN_NANOS = 2 * CpuTimes.NANOS_PER_TICK - 1;

    /** The most ancestors that are tried: with reused pids they might even form a ring. */
    static final int MAX_DEPTH = 64;

    /** The pass that missed the process, and the next one. */
    private static final int CHANCES = 2;

    private static final int FIRST_PID = 1;

    /** A process with its ancestors, and the time of its children. */
    abstract static class FamilyMember {
        private int parentPid;
        private @Nullable FamilyMember parent;
        /** The number of passes in a row in which its parent was not in the table. */
        private int missedParents;

        /** It has ended, but was not waited for yet. */
        private boolean zombie;

        private boolean gone;

        /** The time of the children that it waited for, as last read; and the part that the last pass found unreported. */
        private long reapedNanos;

        private long unreportedNanos;
        /** By how much the time of its children grew, as read in this pass and not applied yet. */
        private long growthNanos;
        /** Time that was reported elsewhere and is not in {@link #reapedNanos} yet, because ticks hide it. */
        private long hiddenNanos;

        private @Nullable Debt debt;

        /**
         * A process that exists.
         *
         * @param reapedNanos the time of children that must not be reported
         */
        FamilyMember(long reapedNanos) {
            this.reapedNanos = reapedNanos;
        }

        /** A process that was never seen. */
        FamilyMember(int parentPid) {
            this.parentPid = parentPid;
            gone = true;
        }

        /** Its CPU time as reported, in ns. */
        abstract long cpuNanos();

        /** Takes the growth of the time of its children, before the pass is applied; returns it. */
        long grow(ProcessStat stat) {
            growthNanos = Math.max(0, stat.reapedNanos() - reapedNanos);
            return growthNanos;
        }

        /**
         * Whether its time may be in the growth of the process that waits for it: of its parent, or of another ancestor if its
         * parent may have ended in this pass as well.
         *
         * @param ownNanos its CPU time, in ns
         */
        boolean mayBeReaped(long ownNanos) {
            long nanos = ownNanos + reapedNanos;
            FamilyMember child = this;
            for (int depth = 0; depth < MAX_DEPTH && nanos > 0; depth++) {
                FamilyMember reaper = child.parent;
                if (reaper == null || !reaper.canWait()) {
                    // Where the parent is not visible, another process waits that is not visible either.
                    return child.parentPid > 0;
                }
                if (reaper.growthNanos > 0 && nanos <= reaper.growthNanos + MAX_HIDDEN_NANOS) {
                    return true;
                }
                child = reaper;
            }
            return nanos > 0;
        }

        /** The time of children that ended unseen, as found by the last pass, in ns. */
        long unreportedNanos() {
            return unreportedNanos;
        }

        /** The pid of the process that waits for it, as last read; 0 if that is not visible. */
        int parentPid() {
            return parentPid;
        }

        boolean hasParent() {
            return parent != null;
        }

        /** Whether its parent may have changed. */
        boolean isParentDoubtful() {
            return parent == null ? missedParents == 1 : !parent.canWait();
        }

        private boolean canWait() {
            return !gone && !zombie;
        }
    }

    /** Reported time of a process that is gone. */
    private static final class Debt {
        private final FamilyMember of;
        private long nanos;
        private int chances;
        /** The last process with growth that contained some of it. */
        private @Nullable FamilyMember payer;

        Debt(FamilyMember of, long nanos) {
            this.of = of;
            this.nanos = nanos;
            of.debt = this;
        }

        boolean isParentKnown() {
            return of.parent != null && of.parent.canWait();
        }
    }

    private final List<Debt> debts = new ArrayList<>();
    private @Nullable FamilyMember first;

    /** Starts a pass. The process with pid 1 takes over orphans that no subreaper takes over. */
    void begin(ProcessTable.@Nullable ProcessEntry firstProcess) {
        first = firstProcess != null && firstProcess.pid() == FIRST_PID ? firstProcess : null;
    }

    /**
     * Takes a reading of a process that exists.
     *
     * @param member the process
     * @param stat its {@code stat}; null if it was not read, because it did not run and waited for no child
     */
    void read(FamilyMember member, @Nullable ProcessStat stat) {
        member.unreportedNanos = 0;
        if (stat != null) {
            long growth = member.grow(stat);
            long hidden = Math.min(growth, member.hiddenNanos);
            member.reapedNanos += growth;
            member.growthNanos = 0;
            member.hiddenNanos -= hidden;
            member.unreportedNanos = growth - hidden;
            member.zombie = stat.isZombie();
            member.parentPid = stat.parentPid();
        }
    }

    /** Sets the parent of a process, by its pid as last read; null if that process is not in the table. */
    void setParent(FamilyMember member, @Nullable FamilyMember parent) {
        member.parent = parent;
        member.missedParents = parent == null && member.parentPid > 0 ? member.missedParents + 1 : 0;
    }

    /**
     * Marks a process as gone: the process that waited for it has its time now.
     *
     * @param member the process
     */
    void end(FamilyMember member) {
        member.gone = true;
        member.unreportedNanos = 0;
        addReported(member, member.cpuNanos() + member.reapedNanos + member.hiddenNanos);
        member.hiddenNanos = 0;
    }

    /** Adds time to what was reported of a process that is gone. If it has no parent here, it is waited for elsewhere. */
    void addReported(FamilyMember member, long nanos) {
        if (member.debt != null) {
            member.debt.nanos += nanos;
        } else if (nanos > 0 && member.parentPid > 0) {
            debts.add(new Debt(member, nanos));
        }
    }

    /** The next process that may have waited for a process if this one did not; null if this is the parent or the last one. */
    private @Nullable FamilyMember next(Debt debt, FamilyMember heir, int depth) {
        return debt.isParentKnown() || heir == first || depth == MAX_DEPTH ? null : heir(heir.parent);
    }

    /** The nearest process that exists, among a process and its ancestors. */
    private @Nullable FamilyMember heir(@Nullable FamilyMember from) {
        FamilyMember heir = from;
        for (int depth = 0; heir != null && heir.gone; depth++) {
            heir = depth < MAX_DEPTH ? heir.parent : null;
        }
        return heir == null && first != null && !first.gone ? first : heir;
    }

    /**
     * Subtracts debts from growth.
     *
     * @param living all processes that exist
     */
    void settle(ProcessEntries living) {
        for (int i = 0; i < debts.size(); i++) {
            Debt debt = debts.get(i);
            if (debt.isParentKnown()) {
                settleUpwards(debt);
            }
        }
        for (int i = 0; i < debts.size(); i++) {
            Debt debt = debts.get(i);
            if (!debt.isParentKnown()) {
                settleUpwards(debt);
                for (int j = 0; j < living.size() && debt.nanos > MAX_HIDDEN_NANOS; j++) {
                    settle(debt, living.get(j));
                }
            }
        }
    }

    private void settleUpwards(Debt debt) {
        FamilyMember heir = heir(debt.of.parent);
        for (int depth = 0; heir != null && debt.nanos > 0; depth++) {
            settle(debt, heir);
            heir = next(debt, heir, depth);
        }
    }

    private static void settle(Debt debt, FamilyMember payer) {
        long paid = Math.min(debt.nanos, payer.unreportedNanos);
        debt.nanos -= paid;
        payer.unreportedNanos -= paid;
        if (paid > 0) {
            debt.payer = payer;
        }
    }

    /** Ends a pass: removes debts that can't be found any more, except the part that ticks may hide. */
    void end() {
        debts.removeIf(debt -> {
            if (debt.nanos > 0 && ++debt.chances < CHANCES) {
                return false;
            }
            FamilyMember heir = heir(debt.payer == null ? debt.of.parent : debt.payer);
            if (heir != null) {
                heir.hiddenNanos = Math.min(MAX_HIDDEN_NANOS, heir.hiddenNanos + debt.nanos);
            }
            return true;
        });
    }

    /** The number of processes that are gone and have time that is not found yet. */
    int open() {
        return debts.size();
    }
}
