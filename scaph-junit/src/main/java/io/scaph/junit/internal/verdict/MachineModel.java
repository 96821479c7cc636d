package io.scaph.junit.internal.verdict;

import io.scaph.api.internal.text.KernelText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kind of this machine, without anything that identifies it: no host name, no serial number. */
public final class MachineModel {
    private MachineModel() {}

    /**
     * The CPU model, the number of hardware threads that this JVM may use, and the operating system.
     *
     * @param cpuinfo Linux's description of its CPUs; need not exist
     * @return such as {@code AMD EPYC 7B13, 4 CPUs, Linux}
     */
    public static String describe(Path cpuinfo) {
        return model(cpuinfo) + ", " + Runtime.getRuntime().availableProcessors() + " CPUs, "
                + System.getProperty("os.name");
    }

    static String model(Path cpuinfo) {
        Map<String, String> facts = facts(cpuinfo);
        for (String name : new String[] {"model name", "cpu model", "cpu"}) {
            String model = facts.get(name);
            if (model != null) {
                return model;
            }
        }
        String part = facts.get("cpu part");
        if (part != null) {
            // arm64 gives numbers only.
            return System.getProperty("os.arch") + " " + facts.getOrDefault("cpu implementer", "") + "/" + part;
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null || windows.isBlank() ? System.getProperty("os.arch") : windows.strip();
    }

    /** The fields of the first CPU. */
    private static Map<String, String> facts(Path cpuinfo) {
        Map<String, String> facts = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(cpuinfo, StandardCharsets.ISO_8859_1)) {
            for (@Nullable String line = lines.readLine(); line != null && !line.isBlank(); line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.substring(colon + 1).isBlank()) {
                    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                    String value = KernelText.of(line.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1));
                    facts.putIfAbsent(name, value.strip().replaceAll("\\s+", " "));
                }
            }
        } catch (IOException e) {
            // Not Linux, or not readable: the JVM knows the architecture at least.
            return facts;
        }
        return facts;
    }
}
