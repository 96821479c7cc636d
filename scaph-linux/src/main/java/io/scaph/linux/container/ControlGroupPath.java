package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One path of {@code /proc/PID/cgroup}, parsed name by name from the root: the containers and the job on the path. A path is
 * untrusted input, since users make control groups in their own part of the tree. Names that do not exactly match those of a
 * runtime or scheduler are skipped.
 */
final class ControlGroupPath {
    /** PATH_MAX: the kernel shows no longer path. */
    private static final int MAX_LENGTH = 4_096;

    /** Real containers are not nested more deeply. */
    private static final int MAX_CONTAINERS = 8;

    private static final String KUBERNETES = "kubernetes";
    private static final String DOCKER = "docker";
    private static final String NSPAWN = "systemd-nspawn";

    private static final String UID = "[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32}";

    /** A group, or a slice. The kubelet's --cgroup-root comes first, as {@code kubelet-} in kind. */
    private static final Pattern POD =
            Pattern.compile("pod(" + UID + ")|(?:.+-)?kubepods(?:-[a-z]+)?-pod(" + UID + ")\\.slice");

    private static final Pattern PODS = Pattern.compile("(?:.+-)?kubepods(?:-[a-z]+)?(?:\\.slice)?");
    private static final Pattern USER = Pattern.compile("user@([0-9]{1,10})\\.service");

    private final @Nullable Hierarchy hierarchy;
    private final List<ControlGroup> containers = new ArrayList<>();
    private Optional<JobGroup> job = Optional.empty();
    private OptionalLong user = OptionalLong.empty();
    private Optional<String> podUid = Optional.empty();
    private boolean inPods;

    private ControlGroupPath(@Nullable Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /**
     * Parses a path.
     *
     * @param path relative to the root of a hierarchy or, with leading {@code /..}, of a cgroup namespace
     * @param hierarchy the tree; null if that does not account for CPU time
     * @return the containers and the job on it
     */
    static ControlGroupPath of(String path, @Nullable Hierarchy hierarchy) {
        ControlGroupPath reader = new ControlGroupPath(hierarchy);
        if (path.length() <= MAX_LENGTH && path.startsWith("/")) {
            reader.walk(path);
        }
        return reader;
    }

    /** The containers, the outermost first; the last one is the container of the process. */
    List<ControlGroup> containers() {
        return containers;
    }

    /** The outermost job: a job that a user starts inside another job is a part of it. */
    Optional<JobGroup> job() {
        return job;
    }

    private void walk(String path) {
        String grandparent = "";
        String parent = "";
        int begin = 1;
        while (begin <= path.length() && containers.size() < MAX_CONTAINERS) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            String name = plain(path.substring(begin, end));
            String below = path.substring(Math.min(path.length(), end + 1));
            // A slice may come first in an argument of the systemd driver that is mistaken for a path.
            enter(name.split(":", 2)[0]);
            enterJob(grandparent + "/" + parent + "/" + name, path.substring(0, end));
            Optional<ContainerForm.Match> match = ContainerForm.match(
                    parent + "/" + name, below, begin == 1 || isTopmost(path.substring(0, begin - 1)));
            if (match.isPresent()) {
                if (match.get().form().runtime().filter(NSPAWN::equals).isPresent()
                        && (below.equals("payload") || below.startsWith("payload/"))) {
                    // Its supervisor is next to it, and not part of the container.
                    end += "/payload".length();
                }
                containers.add(group(match.get(), path.substring(0, end)));
                inPods = false;
                podUid = Optional.empty();
            }
            grandparent = parent;
            parent = name;
            begin = end + 1;
        }
    }

    private static String plain(String name) {
        String unescaped = name.indexOf('\\') < 0 ? name : SystemdUnit.unescape(name);
        return unescaped.indexOf('/') < 0 ? unescaped : name;
    }

    /** Whether a group is the first below a container, or below the root. */
    private boolean isTopmost(String path) {
        int slash = path.lastIndexOf('/');
        String above = slash < 0 ? "" : path.substring(0, slash);
        return above.isEmpty()
                || (!containers.isEmpty()
                        && containers.get(containers.size() - 1).path().equals(above));
    }

    /** Notes pods and users, which contain containers but are not containers. */
    private void enter(String name) {
        Matcher pod = POD.matcher(name);
        if (pod.matches()) {
            inPods = true;
            podUid = Optional.of((pod.group(1) == null ? pod.group(2) : pod.group(1)).replace('_', '-'));
        } else if (PODS.matcher(name).matches()) {
            inPods = true;
        }
        Matcher service = USER.matcher(name);
        if (service.matches() && containers.isEmpty()) {
            long uid = Long.parseLong(service.group(1));
            user = uid == 0 ? OptionalLong.empty() : OptionalLong.of(uid);
        }
    }

    /** In their own part of the tree, users could make any job and have its time charged to it. */
    private void enterJob(String place, String path) {
        if (job.isEmpty() && user.isEmpty()) {
            job = JobForm.match(place).map(found -> new JobGroup(found, path, hierarchy));
        }
    }

    private ControlGroup group(ContainerForm.Match match, String path) {
        Optional<String> runtime = match.form().runtime();
        boolean kubernetes = inPods || match.form().kubernetes();
        Optional<String> scheduler = kubernetes ? Optional.of(KUBERNETES) : runtime.filter(DOCKER::equals);
        Optional<String> pod = kubernetes ? podUid : Optional.empty();
        TreeMap<String, String> labels = new TreeMap<>();
        pod.ifPresent(uid -> labels.put("kubernetes_pod_uid", uid));
        String id = match.id() == null ? idOfName(runtime.orElse(""), String.valueOf(match.name())) : match.id();
        return new ControlGroup(
                Container.of(id, runtime.orElse(null), scheduler.orElse(null)).named(match.name(), labels),
                path,
                hierarchy,
                pod,
                user);
    }

    /** A name is unique only within its kind, so the id also contains the user and the enclosing groups. */
    private String idOfName(String runtime, String name) {
        String id = runtime.equals("lxc") ? name : runtime + "/" + name;
        if (!containers.isEmpty()) {
            return containers.get(containers.size() - 1).container().id() + "/" + id;
        }
        return user.isPresent() ? "user-" + user.getAsLong() + "/" + id : id;
    }
}
