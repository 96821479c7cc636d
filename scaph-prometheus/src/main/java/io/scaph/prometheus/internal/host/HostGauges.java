package io.scaph.prometheus.internal.host;

import io.scaph.api.spi.HostRoots;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The gauges of {@code /proc} that are quick to read, and the memory of this process. What can't be read is missing.
 *
 * @param values the values by name
 * @param loads the load averages over 1, 5 and 15 minutes, in hundredths; empty if unknown
 */
public record HostGauges(Map<String, Long> values, List<Long> loads) {
    private static final long KIB = 1_024;
    private static final String CPUS = "cpus";
    private static final Set<String> STAT = Set.of("ctxt", "processes", "procs_running", "procs_blocked");
    private static final Path SELF = Path.of("/proc/self/status");
    private static final Set<String> MEMORY =
            Set.of("MemTotal", "MemAvailable", "MemFree", "SwapTotal", "SwapFree", "VmRSS", "VmSize");

    /**
     * Reads them.
     *
     * @param roots where {@code /proc} is
     * @return what could be read
     */
    public static HostGauges read(HostRoots roots) {
        String stat = NamedNumbers.text(roots.procfs().resolve("stat"));
        Map<String, Long> values = new HashMap<>(NamedNumbers.find(stat, STAT));
        long cpus = stat.lines().filter(line -> line.matches("cpu\\d.*")).count();
        if (cpus > 0) {
            values.put(CPUS, cpus);
        }
        String memory = NamedNumbers.text(roots.procfs().resolve("meminfo")) + NamedNumbers.text(SELF);
        NamedNumbers.find(memory, MEMORY).forEach((name, kilobytes) -> values.put(name, kilobytes * KIB));
        return new HostGauges(values, loads(NamedNumbers.text(roots.procfs().resolve("loadavg"))));
    }

    private static List<Long> loads(String loadavg) {
        String[] words = loadavg.split(" ", 4);
        try {
            return words.length < 4
                    ? List.of()
                    : Stream.of(words)
                            .limit(3)
                            .map(word -> Math.round(Double.parseDouble(word) * 100))
                            .toList();
        } catch (NumberFormatException e) {
            return List.of();
        }
    }

    /**
     * Returns a value by its name in {@code stat} or {@code meminfo}, or in {@code status} of this process.
     *
     * @param name the name there
     * @return the value, in bytes for memory; empty if unknown
     */
    public OptionalLong value(String name) {
        return Stream.ofNullable(values.get(name)).mapToLong(Long::longValue).findFirst();
    }

    /**
     * Returns how many hardware threads are online.
     *
     * @return the number; empty if unknown
     */
    public OptionalLong cpus() {
        return value(CPUS);
    }
}
