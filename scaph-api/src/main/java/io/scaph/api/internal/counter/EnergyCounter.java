package io.scaph.api.internal.counter;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.CorrectionCounts;

/**
 * Makes a raw counter, which wraps, resets and can't always be read, into energy that only grows.
 *
 * <p>A step is plausible if no more than the ceiling's power is needed to explain it. A backward step is first taken for a
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
    /** The registers behind RAPL counters have 32 bits; the range that the kernel shows is the value of the last state. */
    private static final double REGISTER_LAST_STATE = 4_294_967_295.0;

    /**
     * Counters move in steps, about every 1 ms, in units of up to 1 J, and the clock is read beside them: that much more
     * than the ceiling allows is believed.
     */
    private static final long SLACK_NANOS = 20_000_000;

    private static final long SLACK_UNITS = 2;

    /** What a reading meant. */
    public enum Step {
        /** A first reading, with nothing to compare it with: the energy up to it is unknown. */
        FIRST,
        /** Energy became known. */
        ADVANCED,
        /** Above the range, or not explained by any possible power; the next reading decides what it was. */
        DOUBTFUL,
        /** The counter was reset or jumped; energy is known from the first reading after that. */
        RESET,
        /** It shows what it showed before, though it never stands still: nothing is known until it moves. */
        STILL,
        /** So much time had passed that whole wraps may have been missed: that energy is unknown. */
        TOO_LATE
    }

    private final boolean wrapping;
    private final long range;
    private final long unit;
    private final double ceilingMicrojoulesPerNano;

    private boolean neverStill;
    private boolean fresh;
    private boolean dated;
    private boolean still;
    private boolean based;
    private long baseRaw;
    private long baseNanos;
    private boolean unsettled;
    private boolean suspecting;
    private long suspectRaw;
    private long suspectNanos;

    private long energyMicrojoules;
    private long knownNanos;

    private long wraps;
    private long recoveries;
    private long failedReads;
    private long doubtfulReads;
    private long resets;
    private long longGaps;
    private long suspends;
    private long lostAtLeastMicrojoules;

    private EnergyCounter(boolean wrapping, long range, long ceilingWatts) {
        this.wrapping = wrapping;
        this.range = range;
        this.unit = wrapping ? Math.round(range / REGISTER_LAST_STATE) : 0;
        this.ceilingMicrojoulesPerNano = ceilingWatts / 1_000.0;
    }

    /**
     * A counter that starts again at 0 after its range.
     *
     * @param rangeMicrojoules the largest value it shows, in µJ
     * @param ceilingWatts more than it can ever measure, in watts
     * @return a counter without a reading
     */
    public static EnergyCounter wrapping(long rangeMicrojoules, long ceilingWatts) {
        return new EnergyCounter(true, rangeMicrojoules, ceilingWatts);
    }

    /**
     * A counter that does not wrap, or whose range nobody knows: a backward step is a reset.
     *
     * @param ceilingWatts more than it can ever measure, in watts
     * @return a counter without a reading
     */
    public static EnergyCounter unbounded(long ceilingWatts) {
        return new EnergyCounter(false, Long.MAX_VALUE, ceilingWatts);
    }

    /**
     * Says that the counter always moves, as that of a package does, which is never at 0 W: one that shows the same value
     * again was not measured anew, so it tells nothing about the time since. A first reading that stands still is of
     * unknown age, and so is every first reading of what somebody else publishes: the energy of its first move belongs to a
     * time that nobody knows, and that move is the beginning.
     *
     * @param measuredWhenRead whether a reading is of the moment in which it is taken, as from a kernel
     * @return this
     */
    public EnergyCounter neverStill(boolean measuredWhenRead) {
        neverStill = true;
        fresh = measuredWhenRead;
        return this;
    }

    /**
     * Takes a reading.
     *
     * @param raw what the counter shows, in µJ, not negative
     * @param nanos when it was read, on a monotonic clock
     * @return what it meant
     */
    public Step read(long raw, long nanos) {
        return read(raw, nanos, moves(raw));
    }

    /**
     * Whether a reading differs from the last good one.
     *
     * @param raw what the counter shows, in µJ
     * @return true also if there is none yet
     */
    public boolean moves(long raw) {
        return !based || raw != baseRaw;
    }

    /**
     * Takes a reading of what somebody else publishes, who says whether he measured anew; see {@link #neverStill}.
     *
     * @param raw what the counter shows, in µJ, not negative
     * @param nanos when it was read, on a monotonic clock
     * @param anew whether it was measured since the last reading, though it may show the same
     * @return what it meant
     */
    public Step read(long raw, long nanos, boolean anew) {
        if (raw > range) {
            // No value of this counter, so nothing that a later reading could be compared with.
            return doubt();
        }
        if (!based) {
            rebase(raw, nanos);
            dated = false;
            return Step.FIRST;
        }
        if (neverStill && !anew) {
            still = true;
            suspecting = false;
            return Step.STILL;
        }
        if (neverStill && !dated && (still || !fresh)) {
            rebase(raw, nanos);
            dated = true;
            return Step.FIRST;
        }
        long elapsed = nanos - baseNanos;
        if (wrapping && elapsed * ceilingMicrojoulesPerNano >= range) {
            longGaps++;
            lostAtLeastMicrojoules += step(baseRaw, raw);
            rebase(raw, nanos);
            dated = false;
            return Step.TOO_LATE;
        }
        if (suspecting && continuesSuspect(raw, nanos)) {
            resets++;
            credit(suspectRaw, raw, nanos - suspectNanos);
            rebase(raw, nanos);
            return Step.RESET;
        }
        if (plausible(baseRaw, raw, elapsed)) {
            if (unsettled) {
                recoveries++;
            }
            credit(baseRaw, raw, elapsed);
            rebase(raw, nanos);
            return Step.ADVANCED;
        }
        return suspect(raw, nanos);
    }

    /** Takes note that the counter could not be read; the energy is credited when it can be read again. */
    public void miss() {
        failedReads++;
        unsettled = true;
    }

    /**
     * Takes note that the machine was suspended since the last reading, or that nobody published the counter for a while. It
     * may have gone on, stood still or begun anew, and the clock stood still: the next reading is a new beginning.
     */
    public void suspend() {
        if (based) {
            suspends++;
        }
        based = false;
        still = false;
        unsettled = false;
        suspecting = false;
    }

    private boolean continuesSuspect(long raw, long nanos) {
        if (!plausible(suspectRaw, raw, nanos - suspectNanos)) {
            return false;
        }
        boolean onTheWay = (wrapping || suspectRaw >= baseRaw) && step(baseRaw, suspectRaw) <= step(baseRaw, raw);
        return onTheWay || !plausible(baseRaw, raw, nanos - baseNanos);
    }

    private Step suspect(long raw, long nanos) {
        suspecting = true;
        suspectRaw = raw;
        suspectNanos = nanos;
        return doubt();
    }

    private Step doubt() {
        doubtfulReads++;
        unsettled = true;
        return Step.DOUBTFUL;
    }

    private boolean plausible(long fromRaw, long raw, long elapsed) {
        if (raw < fromRaw && !wrapping) {
            return false;
        }
        return step(fromRaw, raw) <= (elapsed + SLACK_NANOS) * ceilingMicrojoulesPerNano + SLACK_UNITS * unit;
    }

    /** From the last state to 0 is one unit more: a wrap is worth the range and that unit. */
    private long step(long fromRaw, long raw) {
        return raw >= fromRaw ? raw - fromRaw : range - fromRaw + unit + raw;
    }

    private void credit(long fromRaw, long raw, long elapsed) {
        if (raw < fromRaw) {
            wraps++;
        }
        dated = true;
        energyMicrojoules += step(fromRaw, raw);
        knownNanos += elapsed;
    }

    private void rebase(long raw, long nanos) {
        based = true;
        baseRaw = raw;
        baseNanos = nanos;
        still = false;
        unsettled = false;
        suspecting = false;
    }

    /**
     * The smallest step that the register behind the counter can make, as far as its range tells.
     *
     * @return µJ, 0 if it is below 1 or not known
     */
    public long unitMicrojoules() {
        return unit;
    }

    /**
     * The energy that is known.
     *
     * @return µJ since the first reading; never falls
     */
    public long energyMicrojoules() {
        return energyMicrojoules;
    }

    /**
     * The time for which the energy is known.
     *
     * @return ns; never falls
     */
    public long knownNanos() {
        return knownNanos;
    }

    /**
     * Whether the last attempt gave a good reading, even if only a new baseline.
     *
     * @return false after a failed or doubtful reading, while it stands still, and before the first
     */
    public boolean settled() {
        return based && !unsettled && !still;
    }

    /**
     * Whether energy up to now may still become known.
     *
     * @return true while it is not settled but has a good reading to go on from
     */
    public boolean awaiting() {
        return based && (unsettled || still);
    }

    /**
     * Whether there is a reading to go on from.
     *
     * @return false before the first, and after a suspend
     */
    public boolean based() {
        return based;
    }

    /**
     * Whether it is known to what time the last reading belongs.
     *
     * @return false until a counter that never stands still was seen to move
     */
    public boolean dated() {
        return dated || !neverStill;
    }

    /**
     * How long nothing has been known, if it is {@link #based()}.
     *
     * @param nanos the time now, on the clock of the readings
     * @return ns since the last reading that gave energy or a new beginning
     */
    public long unknownNanos(long nanos) {
        return nanos - baseNanos;
    }

    /**
     * How often energy was lost so far.
     *
     * @return resets, long gaps and suspends together
     */
    public long losses() {
        return resets + longGaps + suspends;
    }

    /**
     * What was corrected or lost so far.
     *
     * @return the counts
     */
    public CorrectionCounts corrections() {
        return new CorrectionCounts(
                wraps,
                recoveries,
                failedReads,
                doubtfulReads,
                resets,
                longGaps,
                suspends,
                new Energy(lostAtLeastMicrojoules));
    }
}
