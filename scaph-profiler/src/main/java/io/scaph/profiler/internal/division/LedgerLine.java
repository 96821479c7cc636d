package io.scaph.profiler.internal.division;

import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has given to this JVM: totals since the monitor was opened, or the difference of two.
 *
 * @param energy the whole line, in µJ
 * @param devices the part that devices such as GPUs used, in µJ
 * @param children the part of ended children without a line of their own, in µJ
 * @param cpuNanos the CPU time of the line, that of ended children included, in ns
 * @param own what the JVM used for itself; null if unknown
 */
public record LedgerLine(
        long energy,
        long devices,
        long children,
        long cpuNanos,
        @Nullable Own own) {
    /**
     * What a JVM used for itself.
     *
     * @param gc for garbage collection, in µJ
     * @param jit for compilation, in µJ
     * @param runtime for everything else, in µJ
     */
    public record Own(long gc, long jit, long runtime) {
        /**
         * Returns the energy of all parts.
         *
         * @return the energy, in µJ
         */
        public long sum() {
            return gc + jit + runtime;
        }

        Own plus(Own other) {
            return new Own(gc + other.gc, jit + other.jit, runtime + other.runtime);
        }

        private Own minus(Own other) {
            return new Own(gc - other.gc, jit - other.jit, runtime - other.runtime);
        }
    }

    /**
     * Returns this JVM's line.
     *
     * @param snapshot where to look
     * @return the line; empty if this JVM has none
     */
    public static Optional<LedgerLine> of(Snapshot snapshot) {
        return snapshot.self()
                .map(line -> new LedgerLine(
                        line.energy().microjoules(),
                        line.devices().microjoules(),
                        line.endedChildren().microjoules(),
                        line.cpuTime().toNanos(),
                        snapshot.jvm().map(LedgerLine::own).orElse(null)));
    }

    private static Own own(JvmEnergy jvm) {
        return new Own(
                jvm.gc().microjoules(), jvm.jit().microjoules(), jvm.runtime().microjoules());
    }

    /** The difference to an earlier total. What the JVM used for itself is unknown unless both know it. */
    LedgerLine since(LedgerLine earlier) {
        return new LedgerLine(
                energy - earlier.energy,
                devices - earlier.devices,
                children - earlier.children,
                cpuNanos - earlier.cpuNanos,
                own == null || earlier.own == null ? null : own.minus(earlier.own));
    }

    /** The energy that no thread of this JVM used, in µJ. */
    long apart() {
        return devices + children;
    }

    /** The energy of the application's threads, in µJ. */
    long threads() {
        return energy - apart() - (own == null ? 0 : own.sum());
    }

    /** The CPU time of the application's threads, in ns: the energy of CPU time is in proportion to it. */
    long threadNanos() {
        long byCpuTime = energy - devices;
        return byCpuTime > 0 ? Math.round((double) cpuNanos * threads() / byCpuTime) : 0;
    }
}
