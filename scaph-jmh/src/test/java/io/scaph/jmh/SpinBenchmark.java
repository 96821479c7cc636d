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
    private static final int COMPUTING = 20_000;

    /** As many operations as milliseconds. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public long spin() {
        long begin = System.nanoTime();
        long sum = begin;
        while (System.nanoTime() - begin < NANOS) {
            // Before Java 25 a thread that reads the clock can't be sampled.
            for (int i = 1; i < COMPUTING; i++) {
                sum = sum * 31 + i % 7;
            }
        }
        return sum;
    }
}
