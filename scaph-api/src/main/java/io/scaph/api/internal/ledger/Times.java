package io.scaph.api.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * CPU time as an allocation key. The capacity of an interval, online CPUs times its length, is divided in this order, each
 * part no more than what those before it left: what processes used by their own clocks; idle time; the time of processes that
 * ended unseen, known by their parents and containers; stolen time; interrupts; and the rest, which is unattributed. So no
 * time counts twice, whatever the sources of these figures say: a kernel without precise interrupt accounting, for one, counts
 * an interrupt for the process that it hit as well.
 */
final class Times implements AllocationKey {
    /** Sums of times stop here, 146 years of one CPU, so that a source that tells nonsense makes nothing overflow. */
    static final long FOREVER = Apportionment.MAX_SHARES;

    /** The step of the kernel's idle time, per CPU: so much may an interval seem to be too idle. */
    private static final long IDLE_STEP_NANOS = 10_000_000;

    private final Totals totals;
    private final Apportionment parts = new Apportionment();
    /** Time of children that ended unseen, which waits for energy. */
    private final List<Share> children = new ArrayList<>();
    /** Time of processes that ended unseen in containers and jobs. */
    private final List<Share> unseen = new ArrayList<>();

    private final Share interrupts;

    /** Of a container; 0 where the machine is the host. */
    private double allottedCpus;

    private int onlineCpus;
    private boolean idleTold;
    private long toldIdleNanos;
    private long toldStolenNanos;
    private long toldInterruptNanos;
    private boolean based;

    private long idleNanos;
    private long stolenNanos;
    private long interruptNanos;

    /**
     * Times of a host.
     *
     * @param allottedCpus how many CPUs it has, if it is a part of the machine that tells its times; else empty
     * @param totals the containers and jobs in which processes ended unseen
     * @param unattributed gets the energy of interrupts
     */
    Times(OptionalDouble allottedCpus, Totals totals, Recipient unattributed) {
        this.allottedCpus = allottedCpus.orElse(0);
        this.totals = totals;
        interrupts = new Share(unattributed);
    }

    /** From now on the host has another number of CPUs; see the constructor. */
    void allot(OptionalDouble cpus) {
        double next = cpus.orElse(0);
        based &= next == allottedCpus;
        allottedCpus = next;
    }

    static long sum(long nanos, long more) {
        return more < FOREVER - nanos ? nanos + more : FOREVER;
    }

    void beginPass() {
        idleTold = false;
    }

    void machine(int cpus, long idle, long stolen, long interrupts) {
        machine(cpus);
        if (allottedCpus > 0) {
            // Of the whole machine, most of which is others'.
            return;
        }
        idleTold = true;
        if (based) {
            idleNanos = sum(idleNanos, growth(toldIdleNanos, idle));
            stolenNanos = sum(stolenNanos, growth(toldStolenNanos, stolen));
            interruptNanos = sum(interruptNanos, growth(toldInterruptNanos, interrupts));
        }
        based = true;
        toldIdleNanos = idle;
        toldStolenNanos = stolen;
        toldInterruptNanos = interrupts;
    }

    /** Such a clock goes back when a CPU goes offline. */
    private static long growth(long before, long after) {
        return Math.max(0, Math.max(0, after) - Math.max(0, before));
    }

    void machine(int cpus) {
        onlineCpus = allottedCpus > 0 ? (int) Math.ceil(allottedCpus) : Math.max(0, cpus);
    }

    /** Children of a process ended that never had a line. */
    void endedChildren(Line parent, long nanos) {
        if (nanos > 0) {
            if (!parent.children().waits()) {
                children.add(parent.children());
            }
            parent.children().add(nanos);
        }
    }

    @Override
    public long capacity(long wallNanos, long used) {
        double exactly = wallNanos * (allottedCpus > 0 ? allottedCpus : onlineCpus);
        long whole = allottedCpus > 0 ? Math.round(exactly) : wallNanos * onlineCpus;
        return exactly < FOREVER ? whole : FOREVER;
    }

    /** As long as it takes: every process uses CPU time, and some sensors report only once in a minute. */
    @Override
    public long patienceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public long divide(Account account, long capacity) {
        long left = capacity - account.used();
        long idle = idleTold ? Math.min(idleNanos, left) : left;
        long room = left - idle;
        // Idle time that is but the rest gives way to everything that is known.
        long slack = allottedCpus > 0 ? idle : Math.min(idle, IDLE_STEP_NANOS * onlineCpus);

        totals.addUnseen(unseen);
        long charged = charge(children, room + slack, account);
        charged += charge(unseen, room + slack - charged, account);
        idle -= Math.max(0, charged - room);
        room = Math.max(0, room - charged);

        room -= Math.min(stolenNanos, room);
        long interrupted = Math.min(interruptNanos, room);
        account.use(interrupts, interrupted);
        account.useUnattributed(room - interrupted);
        return idle;
    }

    /** Adds shares to the account: as they are if there is room for all of them, else each its part of the room. */
    private long charge(List<Share> shares, long room, Account account) {
        long told = 0;
        for (int i = 0; i < shares.size(); i++) {
            told = sum(told, shares.get(i).waiting());
        }
        long charged = Math.min(Math.min(told, room), Apportionment.MAX);
        if (charged < told) {
            parts.begin(charged, told);
        }
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            if (charged < told) {
                share.limit(parts.next(share.waiting()));
            }
            account.useWaiting(share);
        }
        shares.clear();
        return charged;
    }

    @Override
    public void settle() {
        for (int i = 0; i < children.size(); i++) {
            children.get(i).settle();
        }
        children.clear();
        totals.settle();
        idleNanos = 0;
        stolenNanos = 0;
        interruptNanos = 0;
    }

    @Override
    public void forget(Line line) {
        children.remove(line.children());
    }

    int onlineCpus() {
        return onlineCpus;
    }

    long interruptMicrojoules() {
        return interrupts.microjoules();
    }
}
