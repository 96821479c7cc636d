package io.scaph.cli.record;

import io.scaph.api.spi.HostRoots;
import io.scaph.recording.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that show a sensor the powercap zones, the CPUs and the memory of a machine. Only fields that can't identify the
 * machine are kept: {@code /proc/cpuinfo} also holds a CPU's serial number.
 */
final class MachineFiles {
    private static final String ZONES = "class/powercap";
    private static final Pattern ZONE = Pattern.compile("[a-z][a-z-]*(:[0-9a-f]+){1,2}");
    private static final List<String> OF_A_LIMIT = List.of("name", "power_limit_uw", "max_power_uw", "time_window_us");
    private static final List<String> OF_A_ZONE = Stream.concat(
                    Stream.of("name", "enabled", "max_energy_range_uj"),
                    Stream.of("constraint_0_", "constraint_1_", "constraint_2_")
                            .flatMap(limit -> OF_A_LIMIT.stream().map(limit::concat)))
            .toList();
    private static final Pattern OF_A_CPU = Pattern.compile("processor|vendor_id|cpu family|model|model name|stepping"
            + "|physical id|siblings|core id|cpu cores|CPU (implementer|architecture|variant|part|revision)");
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_ZONES = 1_000;

    private MachineFiles() {}

    static void record(HostRoots roots, Recorder recorder) throws IOException {
        Path zones = roots.sysfs().resolve(ZONES);
        keep(recorder, "proc/cpuinfo", roots.procfs().resolve("cpuinfo"), MachineFiles::cpus);
        keep(recorder, "proc/meminfo", roots.procfs().resolve("meminfo"), MachineFiles::memory);
        for (String zone : zones(zones)) {
            for (String file : OF_A_ZONE) {
                String name = zone + "/" + file;
                keep(recorder, "sys/" + ZONES + "/" + name, zones.resolve(name), UnaryOperator.identity());
            }
        }
    }

    private static List<String> zones(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(ZONE.asMatchPredicate())
                    .limit(MOST_ZONES)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A machine without powercap has none; what is read of it is in the readings.
            return List.of();
        }
    }

    /** A file that can't be read is skipped; a failure to write is an error. */
    private static void keep(Recorder recorder, String name, Path file, UnaryOperator<String> extract)
            throws IOException {
        String text;
        try {
            // Opening a pipe would wait for a writer.
            if (!Files.isRegularFile(file)) {
                return;
            }
            try (InputStream in = Files.newInputStream(file)) {
                text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            return;
        }
        recorder.file(name, extract.apply(text));
    }

    private static String cpus(String text) {
        return text.lines()
                .map(MachineFiles::ofCpu)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The part of a line that is kept. Blank lines separate CPUs. */
    private static Optional<String> ofCpu(String line) {
        String key = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
        if (key.equals("flags")) {
            return (line + " ").contains(" hypervisor ") ? Optional.of("flags\t\t: hypervisor") : Optional.empty();
        }
        return line.isBlank() || OF_A_CPU.matcher(key).matches() ? Optional.of(line) : Optional.empty();
    }

    private static String memory(String text) {
        return text.lines().filter(line -> line.startsWith("MemTotal:")).collect(Collectors.joining("\n", "", "\n"));
    }
}
