package io.scaph.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** One of several ways to do the same, with the CPU time and the garbage of each round. */
final class Variant {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Does it once. */
    @FunctionalInterface
    interface Round {
        /** Returns a number that shows that it was done: above 0. */
        long run() throws IOException;
    }

    private final String name;
    private final Round round;
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> bytes = new ArrayList<>();

    Variant(String name, Round round) {
        this.name = name;
        this.round = round;
    }

    String name() {
        return name;
    }

    /**
     * Runs a round.
     *
     * @param counts whether its time counts; false to warm up
     * @return what the round returned
     */
    long measure(boolean counts) throws IOException {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadCpuTime();
        long result = round.run();
        long after = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        if (result <= 0) {
            throw new IllegalStateException(name + ": it returned " + result);
        }
        if (counts) {
            nanos.add(after - before);
            bytes.add(allocated);
        }
        return result;
    }

    /** The median CPU time of a round, in ns. */
    double medianNanos() {
        return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow();
    }

    /** The mean garbage of a round, in bytes. */
    double meanBytes() {
        return bytes.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
