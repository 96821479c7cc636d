package io.scaph.profiler.internal.division;

import io.scaph.api.topology.Quality;
import io.scaph.profiler.internal.division.LedgerLine.Own;
import io.scaph.profiler.internal.division.Reading.ThreadTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests of the division of energy have in common: readings of ledger and threads, and samples. */
abstract class DivisionRules {
    static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    static final long PERIOD = 10 * MILLI;

    final EnergyDivision division = new EnergyDivision(reading(0, line(0, 0)), line(0, 0));

    static Reading reading(long second, @Nullable LedgerLine line, ThreadTime... threads) {
        return reading(second, second, line, threads);
    }

    static Reading reading(long second, long knownSeconds, @Nullable LedgerLine line, ThreadTime... threads) {
        return new Reading(
                second,
                second * SECOND,
                Instant.ofEpochSecond(second),
                knownSeconds * SECOND,
                Quality.MEASURED,
                line,
                List.of(threads));
    }

    static LedgerLine line(long microjoules, long cpuMillis) {
        return new LedgerLine(microjoules, 0, 0, cpuMillis * MILLI, new Own(0, 0, 0));
    }

    static ThreadTime thread(long id, long cpuMillis) {
        return new ThreadTime(id, "thread-" + id, false, cpuMillis * MILLI);
    }

    void sample(long thread, String method, int count) {
        division.add(
                new StackSample(thread, "thread-" + thread, List.of("main", method), count * PERIOD, count, false));
    }

    void sampleInNative(long thread, String method, int count) {
        division.add(new StackSample(thread, "thread-" + thread, List.of("main", method), count * PERIOD, count, true));
    }

    void settle(Reading reading) {
        division.add(reading);
        division.settle(reading.sequence());
    }

    long energy(String method) {
        return division.totals().stacks().stream()
                .filter(stack -> stack.frames().get(stack.frames().size() - 1).equals(method))
                .mapToLong(StackTotal::microjoules)
                .sum();
    }

    long samples(String method) {
        return division.totals().stacks().stream()
                .filter(stack -> stack.frames().get(stack.frames().size() - 1).equals(method))
                .mapToLong(StackTotal::samples)
                .sum();
    }

    long threadEnergy(String name) {
        return division.totals().threads().stream()
                .filter(thread -> thread.name().equals(name))
                .mapToLong(ThreadTotal::microjoules)
                .sum();
    }
}
