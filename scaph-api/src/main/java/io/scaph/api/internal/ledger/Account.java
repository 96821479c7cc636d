package io.scaph.api.internal.ledger;

import java.util.OptionalDouble;

/**
 * The account of the energy that is shared by one {@link AllocationKey}. To the microjoule, its energy is in the lines of
 * processes, ended, idle or unattributed.
 *
 * <p>In each pass it receives what each process used, then {@link #post} with the energy; or {@link #postpone} if that is not
 * known yet, which carries the amounts over until it is; or {@link #drop} if it never will be. So energy and amounts are always
 * of the same interval.
 *
 * <p>An interval of length t has the energy E and the capacity T. B is the used part of the capacity. The idle power P0 of the
 * policy ({@link IdlePower}) decides how E is shared:
 *
 * <ul>
 *   <li>where P0 is known, P0 t goes to idle first, and a use u gets (E - P0 t) u / B. {@code active} has P0 = 0
 *   <li>where it is not, as in {@code capacity}, a use gets E u / T, and what was not used the rest
 * </ul>
 *
 * <p>A pass allocates nothing except at the first use by a process. Not safe for use by several threads.
 */
public final class Account {
    private final int number;
    private final AllocationKey key;
    private final IdlePower idlePower;
    private final ProcessLedger processes;
    private final OpenInterval interval = new OpenInterval();

    private final Share ended;
    private final Share unattributed;
    private final Share idle = new Share();
    private final Share stolen;

    private final Totals totals = new Totals();

    /** What was shared since the monitor was opened. */
    private static final class Totals {
        long microjoules;
        long wallNanos;
        long capacity;
        long used;
    }

    /**
     * Opens an account.
     *
     * @param number its place among the ledger's accounts
     * @param key what its energy is shared by
     * @param idlePower its idle power
     * @param processes finds the lines of processes
     * @param ended gets the energy of processes without a line
     * @param unattributed gets the energy of unknown use
     */
    Account(
            int number,
            AllocationKey key,
            IdlePower idlePower,
            ProcessLedger processes,
            Share ended,
            Share unattributed) {
        this.number = number;
        this.key = key;
        this.idlePower = idlePower;
        this.processes = processes;
        this.ended = new Share(ended::credit);
        this.unattributed = unattributed;
        stolen = new Share(unattributed::credit);
    }

    /**
     * Adds what a process used. If no line has that pid, or two had it in this pass, the use is unattributed.
     *
     * @param pid the id of the process
     * @param amount how much, not negative
     */
    public void use(long pid, long amount) {
        ProcessLine line = processes.find(pid);
        use(line == null ? unattributed : line.share(number), amount);
    }

    /** Adds use; what waits in the share must be in this account already. */
    void use(Share share, long amount) {
        interval.use(share, amount);
    }

    /** Marks the use since the last pass as unknown: the energy of the interval is unattributed. */
    public void markUnknown() {
        interval.markUnknown();
    }

    /**
     * Carries the pass over: its energy is not known yet.
     *
     * @param moreNanos the time since the last pass, in ns
     */
    public void postpone(long moreNanos) {
        interval.extend(key, moreNanos);
    }

    /** Drops the amounts of the pass and of postponed passes: their energy will never be known. */
    public void drop() {
        interval.clear();
        key.settle();
    }

    /**
     * Shares the energy of the pass and of postponed passes.
     *
     * @param microjoules the energy since the last {@code post}, in µJ
     * @param moreNanos the time since the last pass, in ns
     */
    public void post(long microjoules, long moreNanos) {
        postpone(moreNanos);
        totals.microjoules += microjoules;
        if (interval.isShareable()) {
            long capacity = interval.capacity();
            share(microjoules, capacity, key.divide(interval, capacity));
        } else {
            unattributed.credit(microjoules);
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
        totals.microjoules += microjoules;
        interval.markUnread();
        unattributed.credit(microjoules);
    }

    private void share(long microjoules, long capacity, long unused) {
        long nanos = interval.unsharedNanos();
        long used = interval.used();
        totals.wallNanos += nanos;
        totals.capacity += capacity;
        totals.used += used;
        idlePower.learn(microjoules, nanos, used);
        long first = IdlePower.idleFirst(idlePower.watts(), microjoules, nanos);
        idle.credit(first);
        if (idlePower.watts().isEmpty()) {
            use(stolen, capacity - used - unused);
            use(idle, unused);
        }
        if (interval.used() == 0) {
            // Nothing was used: the energy is idle.
            idle.credit(microjoules - first);
        } else {
            interval.divide(microjoules - first);
        }
    }

    /** Whether the line of an ended process must be kept for energy that is not known yet. */
    boolean awaits(ProcessLine line) {
        return line.waits(number) && interval.wallNanos() < key.patienceNanos();
    }

    /** Moves what waits for the line of an ended process to ended: the line goes. */
    void forget(ProcessLine line) {
        if (line.waits(number)) {
            key.forget(line);
            interval.move(line.share(number), ended);
        }
    }

    /**
     * Returns what was shared so far.
     *
     * @return totals since the monitor was opened
     */
    public Shared shared() {
        return new Shared(totals.microjoules, totals.wallNanos, totals.capacity, totals.used, idlePower.watts());
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
     * What an account has shared since the monitor was opened.
     *
     * @param microjoules its energy, in µJ
     * @param wallNanos the time of this energy, in ns
     * @param capacity the amount of the key in that time
     * @param used the part of the capacity that was used
     * @param idleWatts the idle power by which it shares now, in W; empty if it is not known
     */
    public record Shared(long microjoules, long wallNanos, long capacity, long used, OptionalDouble idleWatts) {
        /**
         * Returns how much more than by capacity a use got.
         *
         * @param earlier earlier totals of the same account
         * @return 1 by capacity, usually more by other policies; empty if it is not known
         */
        public OptionalDouble overCapacity(Shared earlier) {
            if (idleWatts.isEmpty()) {
                return OptionalDouble.of(1);
            }
            long energy = microjoules - earlier.microjoules;
            long usedSince = used - earlier.used;
            if (energy <= 0 || usedSince <= 0) {
                return OptionalDouble.empty();
            }
            double first = IdlePower.idleFirst(idleWatts, energy, wallNanos - earlier.wallNanos);
            return OptionalDouble.of((1 - first / energy) * (capacity - earlier.capacity) / usedSince);
        }
    }
}
