package io.scaph.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Something to measure: keeps one CPU busy, 2 ms at a time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class SpinBenchmark {
    static final int OPERATIONS = 2;

    private static final long NANOS = 2_000_000;

    /** As many operations as milliseconds. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public long spin() {
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < NANOS) {
            now = System.nanoTime();
        }
        return now;
    }
}
