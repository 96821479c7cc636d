package io.scaph.cli.record;

import io.scaph.api.spi.HostRoots;
import io.scaph.recording.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files that show a sensor the powercap zones, the CPUs and the memory of a machine. Only fields that can't identify the
 * machine are kept: {@code /proc/cpuinfo} also holds a CPU's serial number.
 */
final class MachineFiles {
    private static final String ZONES = "class/powercap";
    private static final Pattern ZONE = Pattern.compile("[a-z][a-z-]*(:[0-9a-f]+){1,2}");
    private static final List<String> OF_A_ZONE = List.of("name", "enabled", "max_energy_range_uj");
    private static final List<String> OF_A_LIMIT = List.of("name", "power_limit_uw", "max_power_uw", "time_window_us");
    private static final int LIMITS = 3;
    private static final Set<String> OF_A_CPU = Set.of(
            "processor",
            "vendor_id",
            "cpu family",
            "model",
            "model name",
            "stepping",
            "physical id",
            "siblings",
            "core id",
            "cpu cores",
            "CPU implementer",
            "CPU architecture",
            "CPU variant",
            "CPU part",
            "CPU revision");
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_ZONES = 1_000;

    private final HostRoots roots;
    private final Recorder recorder;

    MachineFiles(HostRoots roots, Recorder recorder) {
        this.roots = roots;
        this.recorder = recorder;
    }

    void record() throws IOException {
        keep("proc/cpuinfo", roots.procfs().resolve("cpuinfo"), MachineFiles::cpus);
        keep("proc/meminfo", roots.procfs().resolve("meminfo"), MachineFiles::memory);
        for (String zone : zones()) {
            Path directory = roots.sysfs().resolve(ZONES).resolve(zone);
            for (String file : OF_A_ZONE) {
                keep(zone, directory, file);
            }
            for (int limit = 0; limit < LIMITS; limit++) {
                for (String file : OF_A_LIMIT) {
                    keep(zone, directory, "constraint_" + limit + "_" + file);
                }
            }
        }
    }

    private List<String> zones() {
        List<String> zones = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(roots.sysfs().resolve(ZONES))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (ZONE.matcher(name).matches() && zones.size() < MOST_ZONES) {
                    zones.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A machine without powercap has none; what is read of it is in the readings.
            return List.of();
        }
        Collections.sort(zones);
        return zones;
    }

    private interface Extract {
        String of(String text);
    }

    private void keep(String zone, Path directory, String file) throws IOException {
        keep("sys/" + ZONES + "/" + zone + "/" + file, directory.resolve(file), text -> text);
    }

    /** A file that can't be read is skipped; a failure to write is an error. */
    private void keep(String name, Path file, Extract extract) throws IOException {
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
        recorder.file(name, extract.of(text));
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
        return line.isBlank() || OF_A_CPU.contains(key) ? Optional.of(line) : Optional.empty();
    }

    private static String memory(String text) {
        return text.lines().filter(line -> line.startsWith("MemTotal:")).collect(Collectors.joining("\n", "", "\n"));
    }
}
