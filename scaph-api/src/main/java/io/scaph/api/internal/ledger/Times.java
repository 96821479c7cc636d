package io.scaph.api.internal.ledger;

import java.util.OptionalDouble;

/**
 * Where the CPU time of an interval went. The capacity, online CPUs times the length of the interval, is divided in this
 * order, each part no more than what those before it left: what processes used by their own clocks; idle time; what is
 * known of those who ended unseen, by their parents and containers; stolen time; interrupts; and the rest, of which nothing
 * is known. So no time counts twice, whatever the sources of these figures say: a kernel without precise interrupt
 * accounting, for one, counts an interrupt for the process that it hit as well.
 */
final class Times {
    /** Sums of times stop here, 146 years of one CPU, so that a source that tells nonsense makes nothing overflow. */
    static final long FOREVER = Apportionment.MAX_SHARES;

    /** The step of the kernel's idle time, per CPU: so much may an interval seem to be too idle. */
    private static final long IDLE_STEP_NANOS = 10_000_000;

    private final Apportionment children = new Apportionment();
    private final Apportionment unseen = new Apportionment();

    /** Of a container; 0 where the machine is the host. */
    private double allottedCpus;

    private int onlineCpus;
    private boolean idleTold;
    private long toldIdleNanos;
    private long toldStolenNanos;
    private long toldInterruptNanos;
    private boolean based;

    private long unpostedWallNanos;
    private long unpostedCapacityNanos;
    private long unpostedIdleNanos;
    private long unpostedStolenNanos;
    private long unpostedInterruptNanos;

    /** The division: all but the processes' own times. */
    private long busyNanos;

    private long idleNanos;
    private long stolenNanos;
    private long interruptNanos;
    private long unknownNanos;
    private long toldChildNanos;
    private long allowedChildNanos;
    private long toldUnseenNanos;
    private long allowedUnseenNanos;

    /**
     * Times of a host.
     *
     * @param allottedCpus how many CPUs it has, if it is a part of the machine that tells its times; else empty
     */
    Times(OptionalDouble allottedCpus) {
        this.allottedCpus = allottedCpus.orElse(0);
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
            unpostedIdleNanos = sum(unpostedIdleNanos, growth(toldIdleNanos, idle));
            unpostedStolenNanos = sum(unpostedStolenNanos, growth(toldStolenNanos, stolen));
            unpostedInterruptNanos = sum(unpostedInterruptNanos, growth(toldInterruptNanos, interrupts));
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

    void postpone(long wallNanos) {
        unpostedWallNanos = sum(unpostedWallNanos, wallNanos);
        double exactly = wallNanos * (allottedCpus > 0 ? allottedCpus : onlineCpus);
        long whole = allottedCpus > 0 ? Math.round(exactly) : wallNanos * onlineCpus;
        long capacity = exactly < FOREVER ? whole : FOREVER;
        unpostedCapacityNanos = sum(unpostedCapacityNanos, capacity);
    }

    void settle() {
        unpostedWallNanos = 0;
        unpostedCapacityNanos = 0;
        unpostedIdleNanos = 0;
        unpostedStolenNanos = 0;
        unpostedInterruptNanos = 0;
    }

    /**
     * Divides the capacity of the interval.
     *
     * @return false if there is none, or the times are nonsense
     */
    boolean divide(Lines living, Lines ended, Totals totals) {
        long used = sum(own(living), own(ended));
        // The CPU times are read a moment after the energy: they may add up to a little more than the capacity.
        long capacity = Math.max(unpostedCapacityNanos, used);
        if (capacity == 0 || used == FOREVER) {
            return false;
        }
        idleNanos = idleTold ? Math.min(unpostedIdleNanos, capacity - used) : capacity - used;
        long room = capacity - used - idleNanos;
        // Idle time that is but the rest gives way to everything that is known.
        long slack = allottedCpus > 0 ? idleNanos : Math.min(idleNanos, IDLE_STEP_NANOS * onlineCpus);

        toldChildNanos = sum(reaped(living), reaped(ended));
        allowedChildNanos = Math.min(Math.min(toldChildNanos, room + slack), Apportionment.MAX);
        long fromIdle = Math.max(0, allowedChildNanos - room);
        room -= allowedChildNanos - fromIdle;
        slack -= fromIdle;
        idleNanos -= fromIdle;

        toldUnseenNanos = totals.unseenNanos();
        allowedUnseenNanos = Math.min(Math.min(toldUnseenNanos, room + slack), Apportionment.MAX);
        fromIdle = Math.max(0, allowedUnseenNanos - room);
        room -= allowedUnseenNanos - fromIdle;
        idleNanos -= fromIdle;

        stolenNanos = Math.min(unpostedStolenNanos, room);
        room -= stolenNanos;
        interruptNanos = Math.min(unpostedInterruptNanos, room);
        unknownNanos = room - interruptNanos;
        busyNanos = used + allowedChildNanos + allowedUnseenNanos + interruptNanos + unknownNanos;
        return true;
    }

    private static long own(Lines lines) {
        long nanos = 0;
        for (int i = 0; i < lines.size(); i++) {
            nanos = sum(nanos, lines.get(i).unpostedNanos);
        }
        return nanos;
    }

    private static long reaped(Lines lines) {
        long nanos = 0;
        for (int i = 0; i < lines.size(); i++) {
            nanos = sum(nanos, lines.get(i).unpostedChildNanos);
        }
        return nanos;
    }

    /** Begins to give out {@link #childShare} and {@link #unseenShare}, each once for everybody, in any order. */
    void beginShares() {
        if (allowedChildNanos < toldChildNanos) {
            children.begin(allowedChildNanos, toldChildNanos);
        }
        if (allowedUnseenNanos < toldUnseenNanos) {
            unseen.begin(allowedUnseenNanos, toldUnseenNanos);
        }
    }

    /** How much of the CPU time of a line's unseen children is charged. */
    long childShare(long nanos) {
        return allowedChildNanos < toldChildNanos ? children.next(nanos) : nanos;
    }

    /** How much of the CPU time of those who ended unseen in a container is charged. */
    long unseenShare(long nanos) {
        return allowedUnseenNanos < toldUnseenNanos ? unseen.next(nanos) : nanos;
    }

    int onlineCpus() {
        return onlineCpus;
    }

    /** The length of the interval. */
    long wallNanos() {
        return unpostedWallNanos;
    }

    /** What was neither idle nor stolen. */
    long busyNanos() {
        return busyNanos;
    }

    long idleNanos() {
        return idleNanos;
    }

    long stolenNanos() {
        return stolenNanos;
    }

    long interruptNanos() {
        return interruptNanos;
    }

    long unknownNanos() {
        return unknownNanos;
    }
}
