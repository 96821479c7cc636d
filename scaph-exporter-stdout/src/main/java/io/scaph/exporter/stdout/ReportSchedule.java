package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.io.IOException;
import java.util.Optional;

/**
 * When reports are written: one at the end of each step, on an absolute schedule; the last one when the time has passed, or as
 * soon as the thread is interrupted. So the reports together cover all of the time.
 *
 * @param stepNanos the time from one report to the next, above 0
 * @param timeoutNanos the time after which reporting ends; {@link Long#MAX_VALUE} for never
 */
record ReportSchedule(long stepNanos, long timeoutNanos) {
    private static final long NANOS = 1_000_000_000;

    /** A shorter interval before an interrupt is not reported. */
    private static final long SHORTEST_LAST_NANOS = 100_000_000;

    /** Writes the report of an interval. */
    interface ReportWriter {
        void write(Interval interval) throws IOException;
    }

    /**
     * The schedule of options.
     *
     * @param stepSeconds whole seconds of a step
     * @param stepNanos nanoseconds on top of them
     * @param timeoutSeconds the time to report for: without end if empty or below 0, one report after a step if 0
     * @throws IllegalArgumentException if the step is not above 0 or any is out of range
     */
    static ReportSchedule of(long stepSeconds, long stepNanos, Optional<Long> timeoutSeconds) {
        try {
            long step = Math.addExact(Math.multiplyExact(stepSeconds, NANOS), stepNanos);
            if (stepSeconds < 0 || stepNanos < 0 || step <= 0) {
                throw new IllegalArgumentException("the step must be above 0, e.g. --step 2");
            }
            long timeout = timeoutSeconds.orElse(-1L);
            if (timeout <= 0) {
                return new ReportSchedule(step, timeout == 0 ? step : Long.MAX_VALUE);
            }
            return new ReportSchedule(step, Math.multiplyExact(timeout, NANOS));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("step or timeout is too large: at most 292 years", e);
        }
    }

    /**
     * Reports until the time has passed or the thread is interrupted.
     *
     * @param snapshots where to read; the first interval begins with its latest snapshot
     * @param writer writes each interval
     * @throws IOException if a report can't be written
     */
    void run(SnapshotReader snapshots, ReportWriter writer) throws IOException {
        Snapshot from = snapshots.latest();
        long start = from.nanoTime();
        long due = 0;
        try {
            while (due < timeoutNanos) {
                due = Math.min(due + stepNanos, timeoutNanos);
                Snapshot to = snapshots.awaitUntil(start + due);
                writer.write(Interval.between(from, to));
                from = to;
                long late = to.nanoTime() - start - due;
                due += late / stepNanos * stepNanos;
            }
        } catch (InterruptedException stop) {
            Snapshot last = snapshots.refresh();
            if (last.nanoTime() - from.nanoTime() >= SHORTEST_LAST_NANOS) {
                writer.write(Interval.between(from, last));
            }
        }
    }
}
