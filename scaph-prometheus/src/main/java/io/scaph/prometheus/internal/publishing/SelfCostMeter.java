package io.scaph.prometheus.internal.publishing;

import io.scaph.prometheus.internal.schema.SelfCost;
import java.time.Duration;
import java.util.OptionalLong;

/** Measures what this process costs. Not safe for use by several threads. */
final class SelfCostMeter {
    private static final long SHORTEST_NANOS = 1_000_000_000;
    private static final double MILLIONTHS = 1e6;

    private long scrapes;
    private long scrapeNanos;
    private long lastScrapeNanos;
    private OptionalLong cpu = OptionalLong.empty();
    private long sampledNanos = System.nanoTime();
    private OptionalLong sampledCpu = cpuNanos();
    private OptionalLong lastCpuShare = OptionalLong.empty();

    /** Counts one production of metrics. */
    void addScrape(long nanos) {
        scrapes++;
        scrapeNanos += nanos;
        lastScrapeNanos = nanos;
    }

    /** Adds time to the last production of metrics. */
    void addToLastScrape(long nanos) {
        scrapeNanos += nanos;
        lastScrapeNanos += nanos;
    }

    /** Reads the CPU time of this process. */
    void sample(OptionalLong cpus) {
        cpu = cpuNanos();
        long now = System.nanoTime();
        long nanos = now - sampledNanos;
        if (nanos >= SHORTEST_NANOS) {
            lastCpuShare = OptionalLong.empty();
            if (cpu.isPresent() && sampledCpu.isPresent()) {
                double busy = (cpu.getAsLong() - sampledCpu.getAsLong()) * MILLIONTHS / nanos;
                lastCpuShare = OptionalLong.of(
                        Math.round(busy / cpus.orElse(Runtime.getRuntime().availableProcessors())));
            }
            sampledNanos = now;
            sampledCpu = cpu;
        }
    }

    SelfCost cost(long tickAgeNanos) {
        return new SelfCost(
                Publication.version(),
                scrapes,
                scrapeNanos,
                lastScrapeNanos,
                Math.max(0, tickAgeNanos),
                cpu,
                lastCpuShare);
    }

    private static OptionalLong cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().stream()
                .mapToLong(Duration::toNanos)
                .findFirst();
    }
}
