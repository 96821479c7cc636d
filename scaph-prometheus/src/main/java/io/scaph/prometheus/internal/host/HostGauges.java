package io.scaph.prometheus.internal.host;

import io.scaph.api.internal.text.KernelText;
import io.scaph.api.spi.HostRoots;
import java.io.IOException;
import java.io.InputStream;
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
    private static final List<String> STAT = List.of("ctxt", "processes", "procs_running", "procs_blocked");
    private static final List<String> MEMINFO = List.of("MemTotal", "MemAvailable", "MemFree", "SwapTotal", "SwapFree");

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
        cpus(stat, values);
        for (String name : STAT) {
            put(values, stat, name + " ", 1);
        }
        String meminfo = text(roots.procfs().resolve("meminfo"));
        for (String name : MEMINFO) {
            put(values, meminfo, name + ":", 1_024);
        }
        return new HostGauges(values, loads(text(roots.procfs().resolve("loadavg"))));
    }

    /** The lines of CPUs are the first ones. */
    private static void cpus(String stat, Map<String, Long> values) {
        long cpus = 0;
        int at = stat.indexOf("\ncpu");
        while (at >= 0) {
            cpus++;
            at = stat.indexOf("\ncpu", at + 1);
        }
        if (cpus > 0) {
            values.put(CPUS, cpus);
        }
    }

    /** On a line of its own, a name, blanks, and a number. */
    private static void put(Map<String, Long> values, String text, String name, long unit) {
        int start = text.startsWith(name) ? 0 : text.indexOf("\n" + name) + 1;
        int digits = start + name.length();
        if (start == 0 && !text.startsWith(name)) {
            return;
        }
        while (digits < text.length() && text.charAt(digits) == ' ') {
            digits++;
        }
        int end = digits;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        number(text.substring(digits, end))
                .ifPresent(number -> values.put(name.replace(":", "").strip(), number * unit));
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

    /** The raw text of a small file; empty if it can't be read. */
    static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return KernelText.raw(in.readNBytes(MOST_BYTES));
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
