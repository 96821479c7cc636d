package io.scaph.linux.process;

import io.scaph.linux.machine.CpuTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps time from being told twice. When a process is waited for, its CPU time and that of the children which it waited for
 * itself are added to {@code cutime} and {@code cstime} of whoever waits, all of it: what was told already, because the
 * process had a line while it lived, is owed, and taken off that growth. What is left nobody was told of.
 *
 * <p>The growth is there before the process leaves {@code /proc} (wait_task_zombie() of kernel/exit.c), so what is owed is
 * to be found in the readings of the pass that missed the process or, if those were a moment too early, of the next.
 * Whatever has not shown up then never will: where a parent ignores SIGCHLD the time of its children vanishes with them
 * (wait(2)). Only what the ticks of these fields may hide is owed on.
 *
 * <p>Who waits is the parent. If that ended first it is the nearest subreaper above, or the first process of the namespace
 * (prctl(2), PR_SET_CHILD_SUBREAPER); a process does not tell whether it is one, so all above are tried, the nearest first,
 * and then everybody else: rather charge one too little than two for the same.
 */
final class ReapedTime {
    /** Two fields, each rounded down to whole ticks. */
    static final long MAX_HIDDEN_NANOS = 2 * CpuTimes.NANOS_PER_TICK - 1;

    /** The readings of the pass that missed the process, and of the next. */
    private static final int CHANCES = 2;

    private static final int FIRST_PID = 1;

    /** Parents of parents beyond that are not asked: pids that are used again might even form a ring. */
    private static final int MAX_DEPTH = 64;

    /** Time that was told, of a process that is gone. */
    static final class Debt {
        final ProcessEntry of;
        long nanos;
        int chances;
        /** In whose growth some of it was found. */
        @Nullable
        ProcessEntry payer;

        Debt(ProcessEntry of, long nanos) {
            this.of = of;
            this.nanos = nanos;
            of.debt = this;
        }
    }

    private final List<Debt> debts = new ArrayList<>();
    private @Nullable ProcessEntry first;
    private long mostNanos;

    /** Who takes over what has nobody else. */
    void begin(@Nullable ProcessEntry firstProcess) {
        mostNanos = 0;
        first = firstProcess != null && firstProcess.pid == FIRST_PID ? firstProcess : null;
        for (int i = 0; i < debts.size(); i++) {
            await(debts.get(i));
        }
    }

    /** A process was looked at: what it waited for in the meantime. */
    void read(ProcessEntry entry, long reapedNanos) {
        long growth = Math.max(0, reapedNanos - entry.reapedNanos);
        entry.reapedNanos = Math.max(entry.reapedNanos, reapedNanos);
        long hidden = Math.min(growth, entry.creditNanos);
        entry.creditNanos -= hidden;
        entry.untoldNanos += growth - hidden;
        mostNanos = Math.max(mostNanos, growth);
    }

    /** Whether the growth of some process in this pass may hold the time of this one, which will be told. */
    boolean mayHold(ProcessEntry entry) {
        long nanos = Math.max(entry.toldNanos, entry.cpuNanos) + entry.reapedNanos;
        return nanos > 0 && nanos <= mostNanos + MAX_HIDDEN_NANOS;
    }

    /** A process is gone: whoever waited for it has its time now. */
    void ended(ProcessEntry entry) {
        long told = entry.toldNanos + entry.reapedNanos - entry.untoldNanos + entry.creditNanos;
        entry.untoldNanos = 0;
        entry.creditNanos = 0;
        // Who has no parent here is waited for elsewhere.
        if (told > 0 && entry.parentPid > 0) {
            Debt debt = new Debt(entry, told);
            debts.add(debt);
            await(debt);
        }
    }

    /** More of the time of a process that is gone was told. */
    void told(ProcessEntry entry, long nanos) {
        if (entry.debt != null) {
            entry.debt.nanos += nanos;
        } else if (entry.parentPid > 0) {
            debts.add(new Debt(entry, nanos));
        }
    }

    private void await(Debt debt) {
        ProcessEntry heir = heir(debt.of.parent);
        for (int depth = 0; heir != null; depth++) {
            heir.awaited = true;
            heir = next(debt, heir, depth);
        }
    }

    /** Who may have waited if not this one: nobody, if that is the parent itself. */
    private @Nullable ProcessEntry next(Debt debt, ProcessEntry heir, int depth) {
        return isSure(debt) || heir == first || depth == MAX_DEPTH ? null : heir(heir.parent);
    }

    private static boolean isSure(Debt debt) {
        ProcessEntry parent = debt.of.parent;
        return parent != null && parent.isAlive();
    }

    /** The nearest that is there. */
    private @Nullable ProcessEntry heir(@Nullable ProcessEntry from) {
        ProcessEntry heir = from;
        for (int depth = 0; heir != null && heir.gone; depth++) {
            heir = depth < MAX_DEPTH ? heir.parent : null;
        }
        return heir == null && first != null && !first.gone ? first : heir;
    }

    /**
     * Takes what is owed off what has grown.
     *
     * @param entries all processes
     */
    void settle(ProcessEntries entries) {
        for (int i = 0; i < debts.size(); i++) {
            Debt debt = debts.get(i);
            ProcessEntry parent = debt.of.parent;
            if (parent != null && isSure(debt)) {
                pay(debt, parent);
            }
        }
        // What is left over, for those of whom it is less sure.
        for (int i = 0; i < debts.size(); i++) {
            Debt debt = debts.get(i);
            if (!isSure(debt)) {
                ProcessEntry heir = heir(debt.of.parent);
                for (int depth = 0; heir != null && debt.nanos > 0; depth++) {
                    pay(debt, heir);
                    heir = next(debt, heir, depth);
                }
                for (int j = 0; j < entries.size() && debt.nanos > MAX_HIDDEN_NANOS; j++) {
                    pay(debt, entries.get(j));
                }
            }
        }
    }

    private static void pay(Debt debt, ProcessEntry heir) {
        long paid = Math.min(debt.nanos, heir.untoldNanos);
        debt.nanos -= paid;
        heir.untoldNanos -= paid;
        if (paid > 0) {
            debt.payer = heir;
        }
    }

    /** Ends the pass: what was not found by now is given up, but for what ticks hide. */
    void end() {
        int kept = 0;
        for (int i = 0; i < debts.size(); i++) {
            Debt debt = debts.get(i);
            if (debt.nanos > 0 && ++debt.chances < CHANCES) {
                debts.set(kept++, debt);
            } else {
                ProcessEntry heir = heir(debt.payer == null ? debt.of.parent : debt.payer);
                if (heir != null) {
                    heir.creditNanos = Math.min(MAX_HIDDEN_NANOS, heir.creditNanos + debt.nanos);
                }
            }
        }
        while (debts.size() > kept) {
            debts.remove(debts.size() - 1);
        }
    }

    /** How many processes are gone of which something is still to be found. */
    int open() {
        return debts.size();
    }
}
