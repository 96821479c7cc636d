package io.scaph.linux.container;

import io.scaph.api.internal.text.KernelText;
import io.scaph.api.workload.Container;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The containers, the job and the unit of a process by its {@code /proc/PID/cgroup} (cgroups(7)), version 1, 2 or both.
 *
 * @param containers the containers that it is in, the innermost last; of the first tree that shows any
 * @param job the job that it is in; of the first tree that shows one
 * @param unit the innermost systemd unit that it is in
 */
public record ControlGroups(List<ControlGroup> containers, Optional<JobGroup> job, Optional<String> unit) {
    /** The kernel marks a removed group this way while a process that is ending is still in it. */
    private static final String DELETED = " (deleted)";

    /** Many mounts have long lines. */
    private static final int MAX_FILE = 1 << 24;

    /**
     * Reads which containers, job and unit a process is in.
     *
     * @param cgroup its {@code cgroup} file
     * @return what it says; nothing if it can't be read
     */
    public static ControlGroups read(Path cgroup) {
        return parse(lines(cgroup));
    }

    /** The lines of a file of the kernel, in the raw form, because they contain names of directories. */
    static List<String> lines(Path file) {
        // A stream, because an interrupt of this thread does not close it.
        try (InputStream in = Files.newInputStream(file)) {
            return List.of(KernelText.raw(in.readNBytes(MAX_FILE)).split("\n", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Returns the container that the process is in.
     *
     * @return the innermost container that a path names; empty if none does
     */
    public Optional<Container> container() {
        return innermost().map(ControlGroup::container);
    }

    /** The innermost container. */
    Optional<ControlGroup> innermost() {
        return containers.isEmpty() ? Optional.empty() : Optional.of(containers.get(containers.size() - 1));
    }

    /**
     * Parses the text of the file.
     *
     * @param lines its lines
     * @return what they say
     */
    static ControlGroups parse(List<String> lines) {
        String unified = "";
        String accounted = "";
        String systemd = "";
        List<String> others = new ArrayList<>();
        for (String line : lines) {
            // hierarchy:controllers:path, where a path may contain colons.
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                String path = living(parts[2]);
                if (parts[0].equals("0") && parts[1].isEmpty()) {
                    unified = path;
                } else if (Arrays.asList(parts[1].split(",", -1)).contains("cpuacct")) {
                    accounted = path;
                } else if (parts[1].equals("name=systemd")) {
                    systemd = path;
                } else {
                    others.add(path);
                }
            }
        }
        // First the trees that account for CPU time.
        List<ControlGroupPath> paths = new ArrayList<>();
        paths.add(ControlGroupPath.of(accounted, Hierarchy.CPUACCT));
        paths.add(ControlGroupPath.of(unified, Hierarchy.UNIFIED));
        paths.add(ControlGroupPath.of(systemd, null));
        others.forEach(other -> paths.add(ControlGroupPath.of(other, null)));
        return new ControlGroups(
                paths.stream()
                        .map(ControlGroupPath::containers)
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse(List.of()),
                paths.stream().flatMap(path -> path.job().stream()).findFirst(),
                Stream.of(systemd, unified)
                        .flatMap(path -> SystemdUnit.innermost(path).stream())
                        .findFirst());
    }

    private static String living(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }
}
