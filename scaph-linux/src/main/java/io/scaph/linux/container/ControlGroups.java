package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The container, the job and the unit of a process by its {@code /proc/PID/cgroup} (cgroups(7)), version 1, 2 or both. */
public final class ControlGroups {
    /** The kernel marks a removed group this way while a process that is ending is still in it. */
    private static final String DELETED = " (deleted)";

    private List<ControlGroup> containers = List.of();
    private @Nullable Hierarchy hierarchy;
    private Optional<JobGroup> job = Optional.empty();
    private @Nullable Hierarchy jobHierarchy;
    private final Optional<String> unit;

    private ControlGroups(Optional<String> unit) {
        this.unit = unit;
    }

    /**
     * The container that a process is in.
     *
     * @param lines the lines of its {@code cgroup} file
     * @return the innermost container that a path names, or empty if none does
     */
    public static Optional<Container> container(List<String> lines) {
        List<ControlGroup> found = parse(lines).containers;
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(found.size() - 1).container());
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
        Optional<String> unit = SystemdUnit.innermost(systemd);
        if (unit.isEmpty()) {
            unit = SystemdUnit.innermost(unified);
        }
        ControlGroups groups = new ControlGroups(unit);
        groups.take(accounted, Hierarchy.CPUACCT);
        groups.take(unified, Hierarchy.UNIFIED);
        groups.take(systemd, null);
        for (String other : others) {
            groups.take(other, null);
        }
        return groups;
    }

    /** The first tree with a container determines the containers, the first with a job determines the job. */
    private void take(String path, @Nullable Hierarchy of) {
        if (!containers.isEmpty() && job.isPresent()) {
            return;
        }
        ControlGroupPath found = ControlGroupPath.of(path);
        if (containers.isEmpty() && !found.containers().isEmpty()) {
            containers = found.containers();
            hierarchy = of;
        }
        if (job.isEmpty() && found.job().isPresent()) {
            job = found.job();
            jobHierarchy = of;
        }
    }

    private static String living(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }

    /** The containers that the process is in, the innermost last. */
    List<ControlGroup> containers() {
        return containers;
    }

    /** The tree that their paths belong to, if it accounts for CPU time. */
    Optional<Hierarchy> hierarchy() {
        return Optional.ofNullable(hierarchy);
    }

    /** The job that the process is in. */
    Optional<JobGroup> job() {
        return job;
    }

    /** The tree that the job's path belongs to, if it accounts for CPU time. */
    Optional<Hierarchy> jobHierarchy() {
        return Optional.ofNullable(jobHierarchy);
    }

    /** The innermost systemd unit that the process is in. */
    Optional<String> unit() {
        return unit;
    }
}
