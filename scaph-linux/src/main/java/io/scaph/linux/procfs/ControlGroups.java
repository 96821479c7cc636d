package io.scaph.linux.procfs;

import io.scaph.api.snapshot.Container;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a container from the paths in {@code /proc/PID/cgroup} (cgroups(7)), version 1 or 2, as the runtimes lay them
 * out: {@code docker-ID.scope}, {@code cri-containerd-ID.scope}, {@code crio-ID.scope}, {@code libpod-ID.scope}, a bare
 * ID below {@code docker} or a pod, and {@code lxc.payload.NAME} or {@code lxc/NAME}.
 */
public final class ControlGroups {
    private static final Pattern ID =
            Pattern.compile("(?:(docker|cri-containerd|crio|libpod)[-:])?([0-9a-f]{64})(?:\\.scope)?");
    private static final Pattern LXC = Pattern.compile("/lxc(?:\\.payload\\.|/)([^/]+)");

    private ControlGroups() {}

    /**
     * The container that a process is in.
     *
     * @param lines the lines of its {@code cgroup} file
     * @return the innermost container that a path names, or empty if none does
     */
    public static Optional<Container> container(List<String> lines) {
        for (String line : lines) {
            // hierarchy:controllers:path, and a path may hold colons.
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                Optional<Container> found = fromPath(parts[2]);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Container> fromPath(String path) {
        boolean pod = path.contains("/kubepods");
        Matcher id = ID.matcher(path);
        int from = -1;
        while (id.find()) {
            from = id.start();
        }
        if (from >= 0 && id.find(from)) {
            Optional<String> runtime = runtime(id.group(1), path);
            Optional<String> scheduler =
                    pod ? Optional.of("kubernetes") : runtime.filter(name -> name.equals("docker"));
            return Optional.of(Container.unnamed(id.group(2), runtime, scheduler));
        }
        Matcher lxc = LXC.matcher(path);
        return lxc.find()
                ? Optional.of(Container.unnamed(lxc.group(1), Optional.of("lxc"), Optional.empty()))
                : Optional.empty();
    }

    @SuppressWarnings("NullAway") // group(1) is null where the prefix is absent
    private static Optional<String> runtime(String prefix, String path) {
        if (prefix == null) {
            if (path.contains("/docker/")) {
                return Optional.of("docker");
            }
            return path.contains("/libpod_parent/") ? Optional.of("podman") : Optional.empty();
        }
        return Optional.of(
                switch (prefix) {
                    case "cri-containerd" -> "containerd";
                    case "crio" -> "cri-o";
                    case "libpod" -> "podman";
                    default -> prefix;
                });
    }
}
