package io.scaph.profiler.internal.division;

import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read at one tick.
 *
 * @param sequence the number of the tick
 * @param nanoTime when, in ns on the monitor's clock
 * @param time when, by the wall clock
 * @param knownNanos the time since the monitor was opened for which the energy of the whole host is known, in ns
 * @param quality how certain the energy is
 * @param line the ledger's line of this JVM; null if it has none
 * @param threads the live platform threads
 */
public record Reading(
        long sequence,
        long nanoTime,
        Instant time,
        long knownNanos,
        Quality quality,
        @Nullable LedgerLine line,
        List<ThreadTime> threads) {
    /**
     * One live thread.
     *
     * @param id its id in Java
     * @param name its name
     * @param carrier whether it runs virtual threads
     * @param cpuNanos its CPU time since it started, in ns
     */
    public record ThreadTime(long id, String name, boolean carrier, long cpuNanos) {}

    /**
     * Returns the reading of a tick.
     *
     * @param tick the snapshot of the tick
     * @param threads the live threads, read right after it
     * @return the reading
     */
    public static Reading of(Snapshot tick, List<ThreadTime> threads) {
        LedgerLine line = LedgerLine.of(tick).orElse(null);
        return new Reading(
                tick.sequence(), tick.nanoTime(), tick.time(), known(tick).toNanos(), tick.quality(), line, threads);
    }

    /** The host is the sum of its root domains. */
    private static Duration known(Snapshot tick) {
        return tick.root().stream()
                .flatMap(domain -> tick.domain(domain.id()).stream())
                .map(DomainEnergy::knownTime)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
