package io.scaph.linux.container;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.spi.HostRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mount points of the trees of control groups (proc_pid_mountinfo(5)). From inside a container or a cgroup namespace only
 * a part of a tree may be visible.
 */
final class GroupMounts {
    private static final String SYS = "/sys/";

    /** {@code ID PARENT MAJOR:MINOR ROOT POINT OPTIONS [FIELD...] - TYPE SOURCE SUPEROPTIONS} of a tree that counts CPU time. */
    private static final Pattern LINE = Pattern.compile("[^ ]* [^ ]* [^ ]* (?<root>[^ ]*) (?<point>[^ ]*) [^ ]*.* - "
            + "(?:(?<unified>cgroup2) .* .*|cgroup [^ ]* (?:.*,)?cpuacct(?:,.*)?)");

    /**
     * A mount of a tree.
     *
     * @param hierarchy the tree
     * @param root the group at the top of it, as paths of {@code /proc/PID/cgroup} name it
     * @param directories where it may be found, the more likely first
     */
    private record Mount(Hierarchy hierarchy, String root, List<Path> directories) {}

    private final List<Mount> mounts = new ArrayList<>();

    /** Looks for the mounts of this process and of the first process: its {@code /sys} may be mounted elsewhere here. */
    GroupMounts(HostRoots roots) {
        for (String process : List.of("self", "1")) {
            for (String line :
                    ControlGroups.lines(roots.procfs().resolve(process).resolve("mountinfo"))) {
                parse(line, roots.sysfs()).ifPresent(mounts::add);
            }
        }
        if (mounts.isEmpty()) {
            mounts.add(new Mount(
                    Hierarchy.UNIFIED, "/", List.of(roots.sysfs().resolve("fs").resolve("cgroup"))));
        }
    }

    private static Optional<Mount> parse(String line, Path sysfs) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            return Optional.empty();
        }
        String point = KernelText.withoutOctal(fields.group("point"));
        List<Path> directories = new ArrayList<>();
        if (point.startsWith(SYS)) {
            directories.add(KernelPath.resolve(sysfs, point.substring(SYS.length())));
        }
        directories.add(KernelPath.resolve(sysfs.getFileSystem().getPath("/"), point));
        Hierarchy hierarchy = fields.group("unified") == null ? Hierarchy.CPUACCT : Hierarchy.UNIFIED;
        return Optional.of(new Mount(hierarchy, KernelText.withoutOctal(fields.group("root")), directories));
    }

    /**
     * The directory of a group.
     *
     * @param hierarchy the tree
     * @param path its path in {@code /proc/PID/cgroup}
     * @return a directory that exists; empty if none is visible from here
     */
    Optional<Path> directory(Hierarchy hierarchy, String path) {
        for (Mount mount : mounts) {
            Optional<String> below = mount.hierarchy == hierarchy ? below(mount.root, path) : Optional.empty();
            if (below.isPresent()) {
                for (Path directory : mount.directories) {
                    Path group = KernelPath.resolve(directory, below.get());
                    if (Files.isDirectory(group)) {
                        return Optional.of(group);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A path as seen from the group at the top of a mount; both are relative to the same root. */
    private static Optional<String> below(String root, String path) {
        String top = root.equals("/") ? "" : root;
        if (!path.startsWith(top + "/")) {
            return Optional.empty();
        }
        String below = path.substring(top.length() + 1);
        // Further up, where nothing is mounted.
        return Arrays.asList(below.split("/", -1)).contains("..") ? Optional.empty() : Optional.of(below);
    }
}
