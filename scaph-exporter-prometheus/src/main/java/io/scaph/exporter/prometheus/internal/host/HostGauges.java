package io.scaph.exporter.prometheus.internal.host;

import io.scaph.api.spi.HostRoots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The gauges of {@code /proc} that are quickly read. What can't be read is not there.
 *
 * @param values the values by name
 * @param loads the load averages over 1, 5 and 15 minutes, in hundredths; empty if unknown
 */
public record HostGauges(Map<String, Long> values, List<Long> loads) {
    /** Enough for a {@code /proc/stat} of 4,096 CPUs and as many interrupts. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String CPUS = "cpus";

    /**
     * Checks and copies what it is given.
     *
     * @param values {@link #values()}
     * @param loads {@link #loads()}
     */
    public HostGauges {
        values = Map.copyOf(values);
        loads = List.copyOf(loads);
    }

    /**
     * Reads them.
     *
     * @param roots where {@code /proc} is
     * @return what could be read
     */
    public static HostGauges read(HostRoots roots) {
        Map<String, Long> values = new HashMap<>();
        String stat = text(roots.procfs().resolve("stat"));
        long cpus = 0;
        for (String line : lines(stat)) {
            if (line.startsWith("cpu")) {
                cpus += line.length() > 3 && Character.isDigit(line.charAt(3)) ? 1 : 0;
            } else if (!line.startsWith("intr") && !line.startsWith("softirq")) {
                put(values, line, 1);
            }
        }
        if (cpus > 0) {
            values.put(CPUS, cpus);
        }
        for (String line : lines(text(roots.procfs().resolve("meminfo")))) {
            put(values, line, 1_024);
        }
        return new HostGauges(values, loads(text(roots.procfs().resolve("loadavg"))));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    /** A line is a name, perhaps with a colon, and a number. */
    private static void put(Map<String, Long> values, String line, long unit) {
        String[] words = line.split("\\s+", 3);
        if (words.length >= 2) {
            String name = words[0].endsWith(":") ? words[0].substring(0, words[0].length() - 1) : words[0];
            number(words[1]).ifPresent(number -> values.put(name, number * unit));
        }
    }

    private static OptionalLong number(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static List<Long> loads(String loadavg) {
        String[] words = loadavg.split(" ", -1);
        if (words.length < 3) {
            return List.of();
        }
        try {
            return List.of(hundredths(words[0]), hundredths(words[1]), hundredths(words[2]));
        } catch (NumberFormatException e) {
            return List.of();
        }
    }

    private static long hundredths(String number) {
        return Math.round(Double.parseDouble(number) * 100);
    }

    /** The text of a small file; empty if it can't be read. */
    static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * A value by its name in {@code /proc/stat} or {@code /proc/meminfo}.
     *
     * @param name the name there
     * @return the value, in bytes for memory; empty if unknown
     */
    public OptionalLong value(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * The hardware threads that are online.
     *
     * @return how many; empty if unknown
     */
    public OptionalLong cpus() {
        return value(CPUS);
    }
}
