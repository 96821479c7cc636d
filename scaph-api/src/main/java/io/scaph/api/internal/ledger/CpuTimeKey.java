package io.scaph.api.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * CPU time as an allocation key. The capacity of an interval, online CPUs times its length, is divided in this order, each part
 * at most what the parts before it left: what processes used by their own clocks; idle time; the time of processes that ended
 * without a line, known by their parents and containers; stolen time; interrupts; and the rest, which is unattributed. So no
 * time counts twice, even if the sources overlap: a kernel without precise interrupt accounting, for example, also counts an
 * interrupt for the process that it interrupted.
 */
final class CpuTimeKey implements AllocationKey {
    /** Sums of times stop here, 146 years of one CPU, so that invalid values of a source cause no overflow. */
    static final long FOREVER = Apportionment.MAX_SHARES;

    /** The step of the kernel's idle time, per CPU: an interval may seem to be too idle by this much. */
    private static final long IDLE_STEP_NANOS = 10_000_000;

    private final GroupLedger groups;
    private final Apportionment parts = new Apportionment();
    /** Time of processes that ended without a line, which waits for energy: of children, then of those in containers and jobs. */
    private final List<Share> unseen = new ArrayList<>();

    private final Share unattributed;
    private final Share interrupts;

    /** The CPUs of a container; 0 where the machine is the host. */
    private double allottedCpus;

    private int onlineCpus;
    private boolean idleKnown;
    private boolean based;
    private final MachineClock idle = new MachineClock();
    private final MachineClock stolen = new MachineClock();
    private final MachineClock interrupted = new MachineClock();

    /** A clock of all CPUs together. It goes back when a CPU goes offline. */
    private static final class MachineClock {
        private long reading;
        /** Its growth in this interval. */
        long nanos;

        void read(long now, boolean counts) {
            if (counts) {
                nanos = sum(nanos, Math.max(0, Math.max(0, now) - Math.max(0, reading)));
            }
            reading = now;
        }
    }

    /**
     * Starts without times.
     *
     * @param allottedCpus the number of CPUs of the host, if the host is only a part of the machine; else empty
     * @param groups the containers and jobs in which processes ended without a line
     * @param unattributed gets the energy of interrupts and of time without a user
     */
    CpuTimeKey(OptionalDouble allottedCpus, GroupLedger groups, Share unattributed) {
        this.allottedCpus = allottedCpus.orElse(0);
        this.groups = groups;
        this.unattributed = unattributed;
        interrupts = new Share(unattributed::credit);
    }

    /** Changes the number of CPUs of the host; see the constructor. */
    void allot(OptionalDouble cpus) {
        double next = cpus.orElse(0);
        based &= next == allottedCpus;
        allottedCpus = next;
    }

    static long sum(long nanos, long more) {
        return more < FOREVER - nanos ? nanos + more : FOREVER;
    }

    void beginPass() {
        idleKnown = false;
    }

    void machine(int cpus, long idleNanos, long stolenNanos, long interruptNanos) {
        machine(cpus);
        if (allottedCpus > 0) {
            // The times are of the whole machine; most of it is used by others.
            return;
        }
        idleKnown = true;
        idle.read(idleNanos, based);
        stolen.read(stolenNanos, based);
        interrupted.read(interruptNanos, based);
        based = true;
    }

    void machine(int cpus) {
        onlineCpus = allottedCpus > 0 ? (int) Math.ceil(allottedCpus) : Math.max(0, cpus);
    }

    /** Adds the time of children of a process that ended without a line. */
    void endedChildren(ProcessLine parent, long nanos) {
        if (nanos > 0) {
            if (!parent.children().waits()) {
                unseen.add(parent.children());
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

    /** Without limit: every process uses CPU time, and some sensors report only once in a minute. */
    @Override
    public long patienceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public long divide(OpenInterval interval, long capacity) {
        long left = capacity - interval.used();
        long unused = idleKnown ? Math.min(idle.nanos, left) : left;
        long room = left - unused;
        // Idle time that is only the rest gives way to everything that is known.
        long slack = allottedCpus > 0 ? unused : Math.min(unused, IDLE_STEP_NANOS * onlineCpus);
        long charged = charge(room + slack, interval);
        groups.addUnseen(unseen);
        charged += charge(room + slack - charged, interval);
        unused -= Math.max(0, charged - room);
        room = Math.max(0, room - charged);
        room -= Math.min(stolen.nanos, room);
        long inInterrupts = Math.min(interrupted.nanos, room);
        interval.use(interrupts, inInterrupts);
        interval.use(unattributed, room - inInterrupts);
        return unused;
    }

    /** Adds unseen time to the interval: as it is if there is room for all of it, else each share its part of the room. */
    private long charge(long room, OpenInterval interval) {
        long all = 0;
        for (int i = 0; i < unseen.size(); i++) {
            all = sum(all, unseen.get(i).waiting());
        }
        long charged = Math.min(Math.min(all, room), Apportionment.MAX);
        if (charged < all) {
            parts.begin(charged, all);
        }
        for (int i = 0; i < unseen.size(); i++) {
            Share share = unseen.get(i);
            if (charged < all) {
                share.limit(parts.next(share.waiting()));
            }
            interval.useWaiting(share);
        }
        unseen.clear();
        return charged;
    }

    @Override
    public void settle() {
        for (int i = 0; i < unseen.size(); i++) {
            unseen.get(i).settle();
        }
        unseen.clear();
        groups.settle();
        idle.nanos = 0;
        stolen.nanos = 0;
        interrupted.nanos = 0;
    }

    @Override
    public void forget(ProcessLine line) {
        unseen.remove(line.children());
    }

    int onlineCpus() {
        return onlineCpus;
    }

    long interruptMicrojoules() {
        return interrupts.microjoules();
    }
}
