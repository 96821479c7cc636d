package io.scaph.linux.machine;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The CPUs of a machine, from {@code /proc/cpuinfo}.
 *
 * @param vendor the CPUID vendor, such as {@code GenuineIntel}; empty where the file has none (ARM)
 * @param modelName the model as the CPU calls itself; empty where the file has none
 * @param family the CPUID family ({@code cpu family}), such as 6 or 23; empty where the file has none
 * @param hypervisor whether the CPU reports that it runs under a hypervisor (the flag {@code hypervisor}, x86)
 * @param sockets the socket ({@code physical id}) of each hardware thread, by its number; 0 where the file has no socket
 */
public record CpuInfo(
        Optional<String> vendor,
        Optional<String> modelName,
        OptionalInt family,
        boolean hypervisor,
        SortedMap<Integer, Integer> sockets) {
    /** Nothing known. */
    public static final CpuInfo UNKNOWN =
            new CpuInfo(Optional.empty(), Optional.empty(), OptionalInt.empty(), false, new TreeMap<>());

    /**
     * Reads the file.
     *
     * @param procfs the root of {@code /proc}
     * @return what it says
     * @throws IOException if it can't be read
     */
    public static CpuInfo read(Path procfs) throws IOException {
        return parse(KernelText.lines(Files.readAllBytes(procfs.resolve("cpuinfo"))));
    }

    /**
     * Reads the text of the file.
     *
     * @param lines its lines
     * @return its content; malformed lines are skipped
     */
    public static CpuInfo parse(List<String> lines) {
        Optional<String> vendor = Optional.empty();
        Optional<String> model = Optional.empty();
        OptionalInt family = OptionalInt.empty();
        boolean hypervisor = false;
        TreeMap<Integer, Integer> sockets = new TreeMap<>();
        int processor = -1;
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).strip()) {
                case "processor" -> {
                    processor = number(value);
                    if (processor >= 0) {
                        sockets.put(processor, 0);
                    }
                }
                case "physical id" -> {
                    if (processor >= 0 && number(value) >= 0) {
                        sockets.put(processor, number(value));
                    }
                }
                case "vendor_id" -> vendor = Optional.of(value);
                case "model name" -> model = Optional.of(value);
                case "cpu family" -> family = number(value) < 0 ? family : OptionalInt.of(number(value));
                case "flags" -> hypervisor |= (" " + value + " ").contains(" hypervisor ");
                default -> {
                    // Dozens of other facts.
                }
            }
        }
        return new CpuInfo(vendor, model, family, hypervisor, sockets);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
