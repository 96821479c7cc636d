package io.scaph.linux.container;

import io.scaph.api.snapshot.Container;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code /proc/PID/cgroup} (cgroups(7)) tells of a process, version 1, 2 or both. */
public final class ControlGroups {
    /** The kernel marks a group so that was removed while a dying process is still in it. */
    private static final String DELETED = " (deleted)";

    private final List<ControlGroup> containers;
    private final @Nullable Hierarchy hierarchy;
    private final Optional<String> unit;

    private ControlGroups(List<ControlGroup> containers, @Nullable Hierarchy hierarchy, Optional<String> unit) {
        this.containers = containers;
        this.hierarchy = hierarchy;
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
     * Reads the text of the file.
     *
     * @param lines its lines
     * @return what they tell
     */
    static ControlGroups parse(List<String> lines) {
        String unified = "";
        String accounted = "";
        String systemd = "";
        List<String> others = new ArrayList<>();
        for (String line : lines) {
            // hierarchy:controllers:path, and a path may hold colons.
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
        List<ControlGroup> found = ControlGroupPath.containers(accounted);
        if (!found.isEmpty()) {
            return new ControlGroups(found, Hierarchy.CPUACCT, unit);
        }
        found = ControlGroupPath.containers(unified);
        if (!found.isEmpty()) {
            return new ControlGroups(found, Hierarchy.UNIFIED, unit);
        }
        others.add(0, systemd);
        for (int i = 0; found.isEmpty() && i < others.size(); i++) {
            found = ControlGroupPath.containers(others.get(i));
        }
        return new ControlGroups(found, null, unit);
    }

    private static String living(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }

    /** The containers that the process is in, the innermost last. */
    List<ControlGroup> containers() {
        return containers;
    }

    /** The tree that their paths are of, if it accounts for CPU time. */
    Optional<Hierarchy> hierarchy() {
        return Optional.ofNullable(hierarchy);
    }

    /** The innermost systemd unit that the process is in. */
    Optional<String> unit() {
        return unit;
    }
}
