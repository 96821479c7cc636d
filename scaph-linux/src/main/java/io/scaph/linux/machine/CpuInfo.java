package io.scaph.linux.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The CPUs of a machine, from {@code /proc/cpuinfo}.
 *
 * @param fields the fields of the first CPU, by their names
 * @param sockets the socket ({@code physical id}) of each hardware thread, by its number; 0 where the file has no socket
 */
public record CpuInfo(Map<String, String> fields, SortedMap<Integer, Integer> sockets) {
    /**
     * Reads the text of the file.
     *
     * @param lines its lines
     * @return its content; malformed lines are skipped
     */
    public static CpuInfo parse(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        SortedMap<Integer, Integer> sockets = new TreeMap<>();
        int processor = -1;
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            fields.putIfAbsent(name, value);
            if (name.equals("processor")) {
                processor = number(value);
                if (processor >= 0) {
                    sockets.put(processor, 0);
                }
            } else if (name.equals("physical id") && processor >= 0 && number(value) >= 0) {
                sockets.put(processor, number(value));
            }
        }
        return new CpuInfo(fields, sockets);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * A field of the first CPU.
     *
     * @param name its name, such as {@code cpu MHz}
     * @return its value; empty where the file has none
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * The CPUID vendor.
     *
     * @return such as {@code GenuineIntel}; empty where the file has none (ARM)
     */
    public Optional<String> vendor() {
        return field("vendor_id");
    }

    /**
     * The model as the CPU calls itself.
     *
     * @return its name; empty where the file has none
     */
    public Optional<String> modelName() {
        return field("model name");
    }

    /**
     * The CPUID family.
     *
     * @return such as 6 or 23; empty where the file has none
     */
    public OptionalInt family() {
        int family = number(fields.getOrDefault("cpu family", ""));
        return family < 0 ? OptionalInt.empty() : OptionalInt.of(family);
    }

    /**
     * Whether the CPU reports that it runs under a hypervisor.
     *
     * @return true for the flag {@code hypervisor} of x86
     */
    public boolean isVirtual() {
        return (" " + fields.getOrDefault("flags", "") + " ").contains(" hypervisor ");
    }
}
