package io.scaph.profiler.internal.division;

import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was divided so far. Its stacks and its unsampled energy add up to the application's energy, which with that of the JVM's
 * own threads is what the ledger gave to this JVM.
 *
 * @param from when it starts
 * @param to when it ends
 * @param duration the time between
 * @param unknown the part of it whose energy is not known
 * @param quality how certain the energy is
 * @param microjoules the energy of this JVM, in µJ
 * @param own the part that the JVM used for itself; null if unknown
 * @param unsampled the part that no sample explains, in µJ
 * @param cpuNanos the CPU time of the application's threads whose energy was divided, in ns
 * @param dropped the samples whose energy is not known
 * @param stacks the energy of each stack
 * @param threads the energy of each thread; adds up to that of the application
 */
public record ProfileTotals(
        Instant from,
        Instant to,
        Duration duration,
        Duration unknown,
        Quality quality,
        long microjoules,
        LedgerLine.@Nullable Own own,
        long unsampled,
        long cpuNanos,
        long dropped,
        List<StackTotal> stacks,
        List<ThreadTotal> threads) {}
