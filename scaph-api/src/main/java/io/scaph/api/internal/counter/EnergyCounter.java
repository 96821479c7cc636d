package io.scaph.api.internal.counter;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.CorrectionCounts;

/**
 * Makes a raw counter, which wraps, resets and can't always be read, into energy that only grows.
 *
 * <p>A step is plausible if the power of the ceiling is enough to explain it. A backward step is first treated as a
 * wrap. A step that is not plausible is kept as a suspicion, and the next reading decides:
 *
 * <ul>
 *   <li>It continues the suspicious reading: a plausible step from it, while the suspicious reading lies between the last
 *       good one and this one, or the step from the last good one is not plausible. Then the counter jumped or was reset,
 *       and the energy between the last good reading and the suspicious one is unknown.
 *   <li>It continues the last good reading only. Then the suspicious reading was a misread (torn, or another machine's
 *       counter), and nothing is lost.
 *   <li>Neither: it is the new suspicion.
 * </ul>
 *
 * <p>What this can't distinguish: a jump forward that is smaller than the ceiling allows for the time between two readings
 * counts as energy, so the longer the time between readings, the larger a jump can pass; and after a reset the energy up
 * to the first reading after it is unknown.
 *
 * <p>Energy that can't be known is left out, together with its time: {@link #knownNanos()} does not advance over it.
 *
 * <p>Allocates nothing after construction. Not safe for use by several threads.
 */
public final class EnergyCounter {
    /** What a reading meant. */
    public enum Meaning {
        /** A first reading, with nothing to compare it with: the energy up to it is unknown. */
        FIRST,
        /** Energy became known. */
        ADVANCED,
        /** Above the range, or not explained by any possible power; the next reading decides what it was. */
        DOUBTFUL,
        /** The counter was reset or jumped; energy is known from the first reading after that. */
        RESET,
        /** It shows the same value as before, although it always moves: energy is unknown until it moves. */
        STILL,
        /**
         * The time since the last reading is so long that the counter can have wrapped more than once: its energy is unknown.
         */
        TOO_LATE
    }

    /** A reading to compare later ones with. */
    private static final class Mark {
        boolean set;
        long raw;
        long nanos;

        void set(long atRaw, long atNanos) {
            set = true;
            raw = atRaw;
            nanos = atNanos;
        }
    }

    /** What was corrected or lost. */
    private static final class Tally {
        long wraps;
        long recoveries;
        long failedReads;
        long doubtfulReads;
        long resets;
        long longGaps;
        long suspends;
        long lostAtLeastMicrojoules;
    }

    private final CounterRange range;
    private Tally tally = new Tally();
    private boolean neverStill;
    private boolean measuredWhenRead;

    private final Mark base = new Mark();
    private final Mark suspect = new Mark();
    private boolean dated;
    private boolean still;
    private boolean unsettled;

    private long energyMicrojoules;
    private long knownNanos;

    private EnergyCounter(CounterRange range) {
        this.range = range;
    }

    /** Returns a counter that starts again at 0 after its largest value, its range. It never measures more than its ceiling. */
    public static EnergyCounter wrapping(long rangeMicrojoules, long ceilingWatts) {
        return new EnergyCounter(CounterRange.wrapping(rangeMicrojoules, ceilingWatts));
    }

    /** Returns a counter that does not wrap, or whose range is unknown: a backward step is a reset. */
    public static EnergyCounter unbounded(long ceilingWatts) {
        return new EnergyCounter(CounterRange.unbounded(ceilingWatts));
    }

    /**
     * Declares that the counter always moves, as that of a package does, which is never at 0 W. If it shows the same value
     * again, it was not measured again, and nothing is known of the time since. The age of a first reading that stands still is
     * unknown, and so is that of every first reading that another program publishes: the energy of its first move belongs to
     * an unknown time, so known energy starts with that move.
     *
     * @param whenRead whether a reading is of the moment in which it is taken, as from a kernel
     * @return this
     */
    public EnergyCounter neverStill(boolean whenRead) {
        neverStill = true;
        measuredWhenRead = whenRead;
        return this;
    }

    /** Continues the totals of a counter that is not read any more. The first reading of this one is a new baseline. */
    public void continueTotals(EnergyCounter former) {
        tally = former.tally;
        energyMicrojoules = former.energyMicrojoules;
        knownNanos = former.knownNanos;
    }

    /** Takes a reading, as {@link #read(long, long, boolean)}; one that moved was measured again. */
    public Meaning read(long raw, long nanos) {
        return read(raw, nanos, moves(raw));
    }

    /** Returns whether a reading differs from the last good one; true also if there is no good reading yet. */
    public boolean moves(long raw) {
        return !base.set || raw != base.raw;
    }

    /**
     * Takes a reading of a counter whose publisher reports whether it measured again; see {@link #neverStill}.
     *
     * @param raw what the counter shows, in µJ, not negative
     * @param nanos when it was read, on a monotonic clock
     * @param measuredAgain whether it was measured since the last reading, though it may show the same
     * @return what it meant
     */
    public Meaning read(long raw, long nanos, boolean measuredAgain) {
        if (!range.contains(raw)) {
            // Not a value of this counter, so later readings can't be compared with it.
            return doubt();
        }
        if (!base.set) {
            rebase(raw, nanos);
            dated = false;
            return Meaning.FIRST;
        }
        if (neverStill && !measuredAgain) {
            still = true;
            suspect.set = false;
            return Meaning.STILL;
        }
        if (neverStill && !dated && (still || !measuredWhenRead)) {
            rebase(raw, nanos);
            dated = true;
            return Meaning.FIRST;
        }
        long elapsed = nanos - base.nanos;
        if (range.isTooLong(elapsed)) {
            tally.longGaps++;
            tally.lostAtLeastMicrojoules += range.step(base.raw, raw);
            rebase(raw, nanos);
            dated = false;
            return Meaning.TOO_LATE;
        }
        if (suspect.set && continuesSuspect(raw, nanos)) {
            tally.resets++;
            credit(suspect, raw, nanos);
            return Meaning.RESET;
        }
        if (range.isPlausible(base.raw, raw, elapsed)) {
            if (unsettled) {
                tally.recoveries++;
            }
            credit(base, raw, nanos);
            return Meaning.ADVANCED;
        }
        suspect.set(raw, nanos);
        return doubt();
    }

    /** Records that the counter could not be read; the energy is credited when it can be read again. */
    public void miss() {
        tally.failedReads++;
        unsettled = true;
    }

    /**
     * Records that the machine was suspended since the last reading, or that the counter was not published for a while. The
     * counter may have continued, stopped or restarted, and the clock did not advance: the next reading is a new baseline.
     */
    public void suspend() {
        if (base.set) {
            tally.suspends++;
        }
        base.set = false;
        still = false;
        unsettled = false;
        suspect.set = false;
    }

    private boolean continuesSuspect(long raw, long nanos) {
        if (!range.isPlausible(suspect.raw, raw, nanos - suspect.nanos)) {
            return false;
        }
        boolean onTheWay = (range.wraps() || suspect.raw >= base.raw)
                && range.step(base.raw, suspect.raw) <= range.step(base.raw, raw);
        return onTheWay || !range.isPlausible(base.raw, raw, nanos - base.nanos);
    }

    private Meaning doubt() {
        tally.doubtfulReads++;
        unsettled = true;
        return Meaning.DOUBTFUL;
    }

    /** Credits the energy since a mark, and makes a reading the new base. */
    private void credit(Mark from, long raw, long nanos) {
        if (raw < from.raw) {
            tally.wraps++;
        }
        dated = true;
        energyMicrojoules += range.step(from.raw, raw);
        knownNanos += nanos - from.nanos;
        rebase(raw, nanos);
    }

    private void rebase(long raw, long nanos) {
        base.set(raw, nanos);
        still = false;
        unsettled = false;
        suspect.set = false;
    }

    /** Returns the smallest step of the register behind the counter, in µJ; 0 if it is below 1 or unknown. */
    public long unitMicrojoules() {
        return range.unitMicrojoules();
    }

    /** Returns the energy that is known, in µJ; never falls. */
    public long energyMicrojoules() {
        return energyMicrojoules;
    }

    /** Returns the time for which the energy is known, in ns; never falls. */
    public long knownNanos() {
        return knownNanos;
    }

    /** Returns whether the last attempt gave a good reading that was not {@link Meaning#STILL}, even if only a new baseline. */
    public boolean settled() {
        return base.set && !unsettled && !still;
    }

    /** Returns whether energy up to now may still become known: there is a good reading to continue from. */
    public boolean awaiting() {
        return base.set && (unsettled || still);
    }

    /** Returns whether there is a reading to continue from: false before the first reading, and after a suspend. */
    public boolean based() {
        return base.set;
    }

    /** Returns whether the time of the last reading is known; not before a counter that never stands still was seen to move. */
    public boolean dated() {
        return dated || !neverStill;
    }

    /** Returns the time since the last reading that gave energy or a new baseline, in ns, if it is {@link #based()}. */
    public long unknownNanos(long nanos) {
        return nanos - base.nanos;
    }

    /** Returns how often energy was lost so far: resets, long gaps and suspends together. */
    public long losses() {
        return tally.resets + tally.longGaps + tally.suspends;
    }

    /** Returns what was corrected or lost so far. */
    public CorrectionCounts corrections() {
        return new CorrectionCounts(
                tally.wraps,
                tally.recoveries,
                tally.failedReads,
                tally.doubtfulReads,
                tally.resets,
                tally.longGaps,
                tally.suspends,
                new Energy(tally.lostAtLeastMicrojoules));
    }
}
