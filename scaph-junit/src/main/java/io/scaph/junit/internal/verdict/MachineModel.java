package io.scaph.junit.internal.verdict;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        String cpu = firstCpu(cpuinfo);
        String arch = System.getProperty("os.arch");
        return field(cpu, "model name")
                .or(() -> field(cpu, "cpu model"))
                .or(() -> field(cpu, "cpu"))
                // arm64 has numbers only.
                .or(() -> field(cpu, "cpu part")
                        .map(part -> arch + " " + field(cpu, "cpu implementer").orElse("") + "/" + part))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))
                        .map(String::strip)
                        .filter(windows -> !windows.isEmpty()))
                .orElse(arch);
    }

    private static String firstCpu(Path cpuinfo) {
        try {
            return Files.readString(cpuinfo, StandardCharsets.ISO_8859_1).split("\n\\s*\n", 2)[0];
        } catch (IOException e) {
            // Not Linux, or not readable: the JVM at least reports the architecture.
            return "";
        }
    }

    private static Optional<String> field(String cpu, String name) {
        Matcher line =
                Pattern.compile("(?im)^" + name + "\\s*:[^\\S\n]*(\\S.*)$").matcher(cpu);
        return line.find()
                ? Optional.of(KernelText.of(line.group(1).getBytes(StandardCharsets.ISO_8859_1))
                        .strip()
                        .replaceAll("\\s+", " "))
                : Optional.empty();
    }
}
