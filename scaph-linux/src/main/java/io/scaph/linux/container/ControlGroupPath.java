package io.scaph.linux.container;

import io.scaph.api.snapshot.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One path of {@code /proc/PID/cgroup} taken apart, name by name from the root: the containers that it leads through. A path
 * is foreign input, since users make control groups in their own part of the tree: what is not exactly as a runtime would
 * have made it is passed over.
 */
final class ControlGroupPath {
    /** PATH_MAX: the kernel shows no longer one. */
    private static final int MAX_LENGTH = 4_096;

    /** Nobody nests containers that deep but to do harm. */
    private static final int MAX_CONTAINERS = 8;

    private static final String KUBERNETES = "kubernetes";
    private static final String DOCKER = "docker";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /** {@code PREFIX-ID.scope} of the systemd driver, {@code PREFIX-ID} of the cgroupfs driver. */
    private static final Pattern SCOPE = Pattern.compile("([a-z]+(?:-[a-z]+)?)-([0-9a-f]{64})(?:\\.scope)?");

    /** What {@code SLICE:PREFIX:ID}, meant for systemd, becomes where it is taken for a path. */
    private static final Pattern TRIPLE = Pattern.compile("([^:]*):([a-z-]+):([0-9a-f]{64})");

    /** Who makes containers under such a prefix. There is conmon as well, which only watches over one. */
    private static final Map<String, String> RUNTIMES = Map.of(
            DOCKER,
            DOCKER,
            "cri-containerd",
            "containerd",
            "nerdctl",
            "containerd",
            "crio",
            "cri-o",
            "libpod",
            "podman",
            "libpod-payload",
            "podman");

    /** Who makes containers with a bare id under such a parent. */
    private static final Map<String, String> PARENTS = Map.of(
            DOCKER, DOCKER, "moby", DOCKER, "libpod_parent", "podman", "default", "containerd", "k8s.io", "containerd");

    private static final Pattern POD =
            Pattern.compile("pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})");
    private static final Pattern POD_SLICE =
            Pattern.compile("(?:kubelet-)?kubepods(?:-[a-z]+)?-(pod[0-9a-f_]+)\\.slice");
    private static final Pattern PODS = Pattern.compile("(?:kubelet-)?kubepods(?:-[a-z]+)?(?:\\.slice)?");
    private static final Pattern USER = Pattern.compile("user@([0-9]{1,10})\\.service");

    /** A name that people gave. What begins with a dot or holds anything else is nobody's container. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}");

    private static final Pattern NSPAWN = Pattern.compile("systemd-nspawn@(.+)\\.service");
    private static final Pattern MACHINE = Pattern.compile("machine-(.+)\\.scope");
    private static final Pattern LIBVIRT_LXC = Pattern.compile("lxc-[0-9]+-(.+)");

    private record Match(
            Optional<String> runtime,
            @Nullable String id,
            @Nullable String name,
            boolean kubernetes) {
        static Match byId(Optional<String> runtime, String id, boolean kubernetes) {
            return new Match(runtime, id, null, kubernetes);
        }

        static Match byName(String runtime, String name) {
            return new Match(Optional.of(runtime), null, name, false);
        }
    }

    private final List<ControlGroup> found = new ArrayList<>();
    private OptionalLong user = OptionalLong.empty();
    private Optional<String> podUid = Optional.empty();
    private boolean inPods;

    private ControlGroupPath() {}

    /**
     * The containers that a path leads through.
     *
     * @param path relative to the root of a hierarchy or, with leading {@code /..}, of a cgroup namespace
     * @return the outermost first; that of the process is the last; none if it is in none
     */
    static List<ControlGroup> containers(String path) {
        if (path.length() > MAX_LENGTH || !path.startsWith("/")) {
            return List.of();
        }
        ControlGroupPath reader = new ControlGroupPath();
        reader.walk(path);
        return List.copyOf(reader.found);
    }

    private void walk(String path) {
        String parent = "";
        int begin = 1;
        while (begin <= path.length() && found.size() < MAX_CONTAINERS) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(begin, end);
            String child = path.substring(Math.min(path.length(), end + 1));
            enter(name);
            Match match = match(parent, name, begin == 1 || isRootOfContainer(path.substring(0, begin - 1)));
            if (match == null) {
                match = machine(parent, name, child);
                if (match != null && (child.equals("payload") || child.startsWith("payload/"))) {
                    // Its supervisor is beside it, and no part of the container.
                    end += "/payload".length();
                }
            }
            if (match != null) {
                found.add(group(match, path.substring(0, end)));
                inPods = false;
                podUid = Optional.empty();
            }
            parent = name;
            begin = end + 1;
        }
    }

    private boolean isRootOfContainer(String parentPath) {
        int slash = parentPath.lastIndexOf('/');
        // The parent is the first name below a container, or below the root.
        String above = slash < 0 ? "" : parentPath.substring(0, slash);
        return above.isEmpty()
                || (!found.isEmpty() && found.get(found.size() - 1).path().equals(above));
    }

    /** Notes pods and users, which hold containers without being one. */
    private void enter(String name) {
        Matcher slice = POD_SLICE.matcher(name);
        if (slice.matches()) {
            pod(slice.group(1));
        } else if (PODS.matcher(name).matches()) {
            inPods = true;
        } else {
            pod(name);
        }
        Matcher service = USER.matcher(name);
        if (service.matches() && found.isEmpty()) {
            long uid = Long.parseLong(service.group(1));
            user = uid == 0 ? OptionalLong.empty() : OptionalLong.of(uid);
        }
    }

    private void pod(String name) {
        Matcher pod = POD.matcher(name);
        if (pod.matches()) {
            inPods = true;
            podUid = Optional.of(pod.group(1).replace('_', '-'));
        }
    }

    private @Nullable Match match(String parent, String name, boolean parentIsTopmost) {
        if (ID.matcher(name).matches()) {
            return Match.byId(inPods ? Optional.empty() : Optional.ofNullable(PARENTS.get(parent)), name, inPods);
        }
        Matcher triple = TRIPLE.matcher(name);
        if (triple.matches()) {
            enter(triple.group(1));
            return ofPrefix(triple.group(2), triple.group(3));
        }
        Matcher scope = SCOPE.matcher(name);
        if (scope.matches()) {
            return ofPrefix(scope.group(1), scope.group(2));
        }
        if (parent.equals("default") && parentIsTopmost) {
            return named("containerd", name);
        }
        if (name.startsWith("lxc.payload.")) {
            return named("lxc", name.substring("lxc.payload.".length()));
        }
        return parent.equals("lxc") || parent.equals("lxc.payload") ? named("lxc", name) : null;
    }

    private @Nullable Match ofPrefix(String prefix, String id) {
        String runtime = RUNTIMES.get(prefix);
        if (runtime == null) {
            return null;
        }
        // The Container Runtime Interface is Kubernetes', even where a namespace hides the groups of its pods.
        boolean kubernetes = inPods || prefix.equals("cri-containerd") || prefix.equals("crio");
        return Match.byId(Optional.of(runtime), id, kubernetes);
    }

    private static @Nullable Match named(String runtime, String name) {
        return NAME.matcher(name).matches() ? Match.byName(runtime, name) : null;
    }

    /** What systemd-machined registered, unless it is a virtual machine. */
    private static @Nullable Match machine(String parent, String name, String child) {
        if (child.equals("supervisor") || child.startsWith("supervisor/")) {
            return null;
        }
        Matcher nspawn = NSPAWN.matcher(name);
        if (nspawn.matches()) {
            return named("systemd-nspawn", SystemdUnit.unescape(nspawn.group(1)));
        }
        Matcher scope = MACHINE.matcher(name);
        if (!scope.matches() || !parent.equals("machine.slice")) {
            return null;
        }
        String machine = SystemdUnit.unescape(scope.group(1));
        if (machine.startsWith("qemu-")) {
            return null;
        }
        Matcher libvirt = LIBVIRT_LXC.matcher(machine);
        return libvirt.matches() ? named("lxc", libvirt.group(1)) : named("systemd-nspawn", machine);
    }

    private ControlGroup group(Match match, String path) {
        Optional<String> scheduler = Optional.empty();
        if (match.kubernetes) {
            scheduler = Optional.of(KUBERNETES);
        } else if (match.runtime.filter(DOCKER::equals).isPresent()) {
            scheduler = match.runtime;
        }
        Optional<String> pod = match.kubernetes ? podUid : Optional.empty();
        TreeMap<String, String> labels = new TreeMap<>();
        pod.ifPresent(uid -> labels.put("kubernetes_pod_uid", uid));
        String id = match.id == null ? idOfName(match) : match.id;
        return new ControlGroup(
                new Container(id, match.runtime, scheduler, Optional.ofNullable(match.name), labels), path, pod, user);
    }

    /** A name is one's own only beside others of its kind: it is told apart from those inside others, and of users. */
    private String idOfName(Match match) {
        String runtime = match.runtime.orElse("");
        String id = runtime.equals("lxc") ? String.valueOf(match.name) : runtime + "/" + match.name;
        if (!found.isEmpty()) {
            return found.get(found.size() - 1).container().id() + "/" + id;
        }
        return user.isPresent() ? "user-" + user.getAsLong() + "/" + id : id;
    }
}
