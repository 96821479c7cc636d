package io.scaph.api.internal.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The account of the energy that is shared by one {@link AllocationKey}. To the microjoule, its energy is in the lines of
 * processes, ended, idle or unattributed.
 *
 * <p>In each pass: who used how much, then {@link #post} with the energy; or {@link #postpone} if that is not known yet, which
 * carries the amounts over until it is; or {@link #drop} if it never will be. So energy and amounts are of the same interval.
 *
 * <p>A pass allocates nothing except at the first use by a process. Not safe for use by several threads.
 */
public final class Account {
    private final int number;
    private final AllocationKey key;
    private final Baseline baseline;
    private final PidIndex pids;
    private final Apportionment parts = new Apportionment();

    private final Share ended;
    private final Share unattributed;
    private final Share idle = new Share();
    private final Share stolen;

    // What waits for energy.
    private final List<Share> waiting = new ArrayList<>();
    private long used;
    /** Of that, what was used before this pass. */
    private long usedBefore;

    private long wallNanos;
    /** Of that time, what has its energy already: the processes could not be read. */
    private long unreadNanos;

    private long capacity;
    private boolean unknown;

    // Totals.
    private long energyMicrojoules;
    private long sharedWallNanos;
    private long sharedCapacity;
    private long sharedUse;

    /**
     * Opens an account.
     *
     * @param number its place among the ledger's accounts
     * @param key what its energy is shared by
     * @param baseline its idle power
     * @param pids finds the lines of processes
     * @param ended gets the energy of processes without a line
     * @param unattributed gets the energy of unknown use
     */
    Account(int number, AllocationKey key, Baseline baseline, PidIndex pids, Recipient ended, Share unattributed) {
        this.number = number;
        this.key = key;
        this.baseline = baseline;
        this.pids = pids;
        this.ended = new Share(ended);
        this.unattributed = unattributed;
        stolen = new Share(unattributed);
    }

    /**
     * Adds what a process used. If no line has that pid, or two had it in this pass, the use is unattributed.
     *
     * @param pid the id of the process
     * @param amount how much, not negative
     */
    public void use(long pid, long amount) {
        Line line = pids.find(pid);
        use(line == null ? unattributed : line.share(number), amount);
    }

    void useUnattributed(long amount) {
        use(unattributed, amount);
    }

    /** Adds use; what waits in the share must be in this account already. */
    void use(Share share, long amount) {
        if (amount > 0) {
            enqueue(share, amount);
            used = Times.sum(used, amount);
        }
    }

    /** Adds what waits in a share already, up to now outside of this account. */
    void useWaiting(Share share) {
        if (share.waits()) {
            waiting.add(share);
            used = Times.sum(used, share.waiting());
        }
    }

    private void enqueue(Share share, long amount) {
        if (!share.waits()) {
            waiting.add(share);
        }
        share.add(amount);
    }

    /** Marks the use since the last pass as unknown: the energy of the interval is unattributed. */
    public void unknown() {
        unknown = true;
    }

    /**
     * Carries the pass over: its energy is not known yet.
     *
     * @param moreNanos the time since the last pass, in ns
     */
    public void postpone(long moreNanos) {
        wallNanos = Times.sum(wallNanos, moreNanos);
        capacity = Times.sum(capacity, key.capacity(moreNanos, used - usedBefore));
        usedBefore = used;
    }

    /** Drops the amounts of the pass, and of those that were postponed: their energy will never be known. */
    public void drop() {
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).settle();
        }
        waiting.clear();
        key.settle();
        used = 0;
        usedBefore = 0;
        wallNanos = 0;
        unreadNanos = 0;
        capacity = 0;
        unknown = false;
    }

    /**
     * Shares the energy of the pass, and of those that were postponed.
     *
     * @param microjoules the energy since the last {@code post}, in µJ
     * @param moreNanos the time since the last pass, in ns
     */
    public void post(long microjoules, long moreNanos) {
        postpone(moreNanos);
        energyMicrojoules += microjoules;
        // Use and energy are not read at the same moment: use may exceed the capacity a little.
        long all = Math.max(capacity, used);
        if (unknown || all == 0 || used == Times.FOREVER) {
            unattributed.credit(microjoules);
        } else {
            share(microjoules, all, key.divide(this, all));
        }
        drop();
    }

    /**
     * Takes the energy of an interval in which the processes could not be read, as unattributed. Use and capacity of the
     * interval count in the next one.
     *
     * @param microjoules the energy since the last {@code post}, in µJ
     * @param moreNanos the time since the last pass, in ns
     */
    public void postUnread(long microjoules, long moreNanos) {
        postpone(moreNanos);
        energyMicrojoules += microjoules;
        unreadNanos = wallNanos;
        unattributed.credit(microjoules);
    }

    private void share(long microjoules, long all, long unused) {
        long nanos = wallNanos - unreadNanos;
        sharedWallNanos += nanos;
        sharedCapacity += all;
        sharedUse += used;
        baseline.learn(microjoules, nanos, used);
        Sharing sharing = baseline.sharing();
        long first = sharing.idleFirst(microjoules, nanos);
        idle.credit(first);
        long left = microjoules - first;
        boolean unusedHasShare = sharing.unusedHasShare();
        long shares = unusedHasShare ? all : used;
        if (shares == 0) {
            // Nothing was used: it was spent on being ready.
            idle.credit(left);
            return;
        }
        while (left > 0) {
            // More than one turn only for an amount beyond all that is real.
            long amount = Math.min(left, Apportionment.MAX);
            parts.begin(amount, shares);
            for (int i = 0; i < waiting.size(); i++) {
                Share share = waiting.get(i);
                share.credit(parts.next(share.waiting()));
            }
            if (unusedHasShare) {
                stolen.credit(parts.next(all - used - unused));
                idle.credit(parts.next(unused));
            }
            left -= amount;
        }
    }

    /** Whether the line of an ended process is to be kept for energy that is not known yet. */
    boolean awaits(Line line) {
        return line.waits(number) && wallNanos < key.patienceNanos();
    }

    /** Moves what waits for the line of an ended process to ended: the line goes. */
    void forget(Line line) {
        if (line.waits(number)) {
            key.forget(line);
            Share share = line.share(number);
            if (waiting.remove(share)) {
                enqueue(ended, share.waiting());
                share.settle();
            }
        }
    }

    /** What was used of the capacity that waits for energy. */
    long used() {
        return used;
    }

    /**
     * How its energy is shared now.
     *
     * @return the idle power
     */
    public Sharing sharing() {
        return baseline.sharing();
    }

    /**
     * What was shared so far.
     *
     * @return totals since the monitor was opened
     */
    public Shared shared() {
        return new Shared(energyMicrojoules, sharedWallNanos, sharedCapacity, sharedUse);
    }

    long energyMicrojoules() {
        return energyMicrojoules;
    }

    long idleMicrojoules() {
        return idle.microjoules();
    }

    long unattributedMicrojoules() {
        return unattributed.microjoules();
    }

    /** Of the unattributed energy, that of capacity that was taken away. */
    long stolenMicrojoules() {
        return stolen.microjoules();
    }

    /**
     * What an account has shared.
     *
     * @param microjoules its energy
     * @param wallNanos the time whose energy it is
     * @param capacity the amount of the key in that time
     * @param used of the capacity, what was used
     */
    public record Shared(long microjoules, long wallNanos, long capacity, long used) {
        /**
         * What was shared since some totals.
         *
         * @param earlier earlier totals of the same account
         * @return the difference
         */
        public Shared since(Shared earlier) {
            return new Shared(
                    microjoules - earlier.microjoules,
                    wallNanos - earlier.wallNanos,
                    capacity - earlier.capacity,
                    used - earlier.used);
        }
    }
}
