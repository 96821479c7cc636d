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
    /** Time of children that ended without a line, which waits for energy. */
    private final List<Share> children = new ArrayList<>();
    /** Time of processes that ended without a line in containers and jobs. */
    private final List<Share> unseen = new ArrayList<>();

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
     * @param unattributed gets the energy of interrupts
     */
    CpuTimeKey(OptionalDouble allottedCpus, GroupLedger groups, Share unattributed) {
        this.allottedCpus = allottedCpus.orElse(0);
        this.groups = groups;
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

    /** Without limit: every process uses CPU time, and some sensors report only once in a minute. */
    @Override
    public long patienceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public long divide(Account account, long capacity) {
        long left = capacity - account.used();
        long unused = idleKnown ? Math.min(idle.nanos, left) : left;
        long room = left - unused;
        // Idle time that is only the rest gives way to everything that is known.
        long slack = allottedCpus > 0 ? unused : Math.min(unused, IDLE_STEP_NANOS * onlineCpus);
        groups.addUnseen(unseen);
        long charged = charge(children, room + slack, account);
        charged += charge(unseen, room + slack - charged, account);
        unused -= Math.max(0, charged - room);
        room = Math.max(0, room - charged);
        room -= Math.min(stolen.nanos, room);
        long inInterrupts = Math.min(interrupted.nanos, room);
        account.use(interrupts, inInterrupts);
        account.useUnattributed(room - inInterrupts);
        return unused;
    }

    /** Adds shares to the account: as they are if there is room for all of them, else each its part of the room. */
    private long charge(List<Share> shares, long room, Account account) {
        long all = 0;
        for (int i = 0; i < shares.size(); i++) {
            all = sum(all, shares.get(i).waiting());
        }
        long charged = Math.min(Math.min(all, room), Apportionment.MAX);
        if (charged < all) {
            parts.begin(charged, all);
        }
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            if (charged < all) {
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
        groups.settle();
        idle.nanos = 0;
        stolen.nanos = 0;
        interrupted.nanos = 0;
    }

    @Override
    public void forget(ProcessLine line) {
        children.remove(line.children());
    }

    int onlineCpus() {
        return onlineCpus;
    }

    long interruptMicrojoules() {
        return interrupts.microjoules();
    }
}
