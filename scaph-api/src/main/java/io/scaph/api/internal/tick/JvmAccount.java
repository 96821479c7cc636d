package io.scaph.api.internal.tick;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.snapshot.JvmTotal;
import io.scaph.api.snapshot.ProcessEnergy;
import org.jspecify.annotations.Nullable;

/**
 * Divides what the ledger gave to this JVM among its parts, in proportion to their CPU time since the last energy from the
 * ledger: energy after a gap is for the whole gap. The application gets the rest, and all energy of devices, so the parts add
 * up to the JVM's line exactly. Not safe for use by several threads.
 */
final class JvmAccount {
    private @Nullable JvmTimes settled;
    private @Nullable ProcessEnergy line;

    private final JvmPart gc = new JvmPart();
    private final JvmPart jit = new JvmPart();
    private final JvmPart runtime = new JvmPart();

    /** One part: fractions of a microjoule are kept for the next time. */
    private static final class JvmPart {
        private double exact;
        long microjoules;

        /** Takes its part of an amount, at most what is left of it. */
        long take(long amount, double share, long left) {
            exact += amount * share;
            long more = Math.min(left, Math.max(0, (long) exact - microjoules));
            microjoules += more;
            return more;
        }
    }

    /**
     * Records a tick.
     *
     * @param times what the JVM used up to now
     * @param now its line in the ledger after the tick
     * @return its energy
     */
    JvmTotal post(JvmTimes times, ProcessEnergy now) {
        JvmTimes since = settled;
        ProcessEnergy before = line;
        if (since == null || before == null) {
            // Energy from before its parts were known belongs to the application.
            settle(times, now);
        } else if (!now.cpuTime().equals(before.cpuTime()) || byCpuTime(now) != byCpuTime(before)) {
            long children = now.endedChildren().minus(before.endedChildren()).microjoules();
            divide(byCpuTime(now) - byCpuTime(before) - children, since, times);
            settle(times, now);
        }
        long others = gc.microjoules + jit.microjoules + runtime.microjoules;
        return new JvmTotal(
                now.energy().minus(new Energy(others)),
                new Energy(gc.microjoules),
                new Energy(jit.microjoules),
                new Energy(runtime.microjoules));
    }

    /** The part of a line that devices did not use: their energy is separate, and no thread of the JVM itself used it. */
    private static long byCpuTime(ProcessEnergy line) {
        return line.energy().minus(line.devices()).microjoules();
    }

    private void settle(JvmTimes times, ProcessEnergy now) {
        settled = times;
        line = now;
    }

    private void divide(long microjoules, JvmTimes since, JvmTimes now) {
        long gcNanos = Math.max(0, now.gcNanos() - since.gcNanos());
        long jitNanos = Math.max(0, now.jitNanos() - since.jitNanos());
        long runtimeNanos = Math.max(0, now.runtimeNanos() - since.runtimeNanos());
        // The clocks are read one after the other: the threads' may be ahead of their process's.
        double all = Math.max(now.processNanos() - since.processNanos(), gcNanos + jitNanos + runtimeNanos);
        if (all > 0 && microjoules > 0) {
            long left = microjoules;
            left -= gc.take(microjoules, gcNanos / all, left);
            left -= jit.take(microjoules, jitNanos / all, left);
            runtime.take(microjoules, runtimeNanos / all, left);
        }
    }
}
