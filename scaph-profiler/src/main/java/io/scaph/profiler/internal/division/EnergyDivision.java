package io.scaph.profiler.internal.division;

import io.scaph.profiler.internal.division.LedgerLine.Own;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Divides the energy of the application, first among its threads by their CPU time, then the energy of each thread among its
 * samples. Readings and samples arrive on different threads. A reading is used when it is {@linkplain #settle settled}: when all
 * samples from before it have arrived. Energy that is not known yet is divided together with the next that is. Safe for use by
 * several threads.
 */
public final class EnergyDivision {
    private static final String APART = "[devices and ended children]";

    private final Deque<Reading> readings = new ArrayDeque<>();
    private final ThreadShares threads;
    private final Reading first;

    /** The last settled reading. */
    private Reading last;

    private LedgerLine line;
    private @Nullable Own own;
    private long threadMicrojoules;
    private long apartMicrojoules;
    private long settledTick = Long.MIN_VALUE;
    private long droppedSamples;

    /**
     * Begins with a first reading.
     *
     * @param first the reading
     * @param line its line in the ledger
     */
    public EnergyDivision(Reading first, LedgerLine line) {
        this.first = first;
        this.line = line;
        last = first;
        threads = new ThreadShares(first.threads());
    }

    /**
     * Adds a reading, to be settled later.
     *
     * @param reading a reading that is newer than all before
     */
    public synchronized void add(Reading reading) {
        readings.add(reading);
        settle(settledTick);
    }

    /**
     * Adds samples from after the last settled reading.
     *
     * @param sample the samples
     */
    public synchronized void add(StackSample sample) {
        threads.add(sample);
    }

    /**
     * Uses readings: all samples from before them have arrived.
     *
     * @param sequence the number of the newest of them; {@link Long#MAX_VALUE} if no more samples will arrive
     */
    public synchronized void settle(long sequence) {
        settledTick = Math.max(settledTick, sequence);
        while (!readings.isEmpty() && readings.element().sequence() <= settledTick) {
            settle(readings.remove());
        }
        notifyAll();
    }

    /**
     * Waits until a reading is settled.
     *
     * @param sequence its number
     * @param nanos the longest time to wait, in ns
     * @return whether it is settled
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean await(long sequence, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; last.sequence() < sequence; left = deadline - System.nanoTime()) {
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private void settle(Reading reading) {
        last = reading;
        threads.read(reading.threads());
        LedgerLine now = reading.line();
        if (now == null) {
            return;
        }
        LedgerLine since = now.since(line);
        line = now;
        apartMicrojoules += since.apart();
        if (since.energy() > since.apart()) {
            divide(since);
        } else if (since.cpuNanos() > 0) {
            // The energy of this CPU time will never be known.
            droppedSamples += threads.drop();
            threads.forgetEnded();
        }
        // Otherwise it is not known yet.
    }

    private void divide(LedgerLine since) {
        if (since.own() != null) {
            own = own == null ? since.own() : own.plus(since.own());
        }
        if (since.threads() > 0) {
            threadMicrojoules += since.threads();
            threads.divide(since.threads(), since.threadNanos());
            threads.forgetEnded();
        }
    }

    /**
     * Returns what was divided so far.
     *
     * @return the totals up to the last settled reading
     */
    public synchronized ProfileTotals totals() {
        List<StackTotal> stacks = threads.stacks();
        long sampled = stacks.stream().mapToLong(StackTotal::microjoules).sum();
        List<ThreadTotal> shares = new ArrayList<>(threads.totals());
        if (apartMicrojoules > 0) {
            shares.add(new ThreadTotal(APART, APART, apartMicrojoules, apartMicrojoules, 0));
        }
        long application = threadMicrojoules + apartMicrojoules;
        long nanos = last.nanoTime() - first.nanoTime();
        return new ProfileTotals(
                first.time(),
                last.time(),
                Duration.ofNanos(nanos),
                Duration.ofNanos(Math.max(0, nanos - (last.knownNanos() - first.knownNanos()))),
                last.quality(),
                application + (own == null ? 0 : own.sum()),
                own,
                application - sampled,
                threads.dividedNanos(),
                droppedSamples,
                stacks,
                shares);
    }
}
