package io.scaph.prometheus.internal.publishing;

import io.scaph.prometheus.internal.host.NamedNumbers;
import io.scaph.prometheus.internal.schema.SelfCost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Measures what this process costs. Not safe for use by several threads. */
final class SelfCostMeter {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS";
    private static final String VIRTUAL = "VmSize";
    private static final long KIB = 1_024;
    private static final long SHORTEST_NANOS = 1_000_000_000;
    private static final double MILLIONTHS = 1e6;

    private long scrapes;
    private long scrapeNanos;
    private long lastScrapeNanos;
    private OptionalLong cpu = OptionalLong.empty();
    private Map<String, Long> memory = Map.of();
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

    /** Reads CPU time and memory of this process. */
    void sample(OptionalLong cpus) {
        cpu = cpuNanos();
        memory = NamedNumbers.find(NamedNumbers.text(STATUS), Set.of(RESIDENT, VIRTUAL));
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
                lastCpuShare,
                bytes(RESIDENT),
                bytes(VIRTUAL));
    }

    private static OptionalLong cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().stream()
                .mapToLong(Duration::toNanos)
                .findFirst();
    }

    private OptionalLong bytes(String name) {
        return Stream.ofNullable(memory.get(name))
                .mapToLong(kilobytes -> kilobytes * KIB)
                .findFirst();
    }
}
