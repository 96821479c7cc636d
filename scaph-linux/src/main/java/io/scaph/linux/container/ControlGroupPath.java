package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One path of {@code /proc/PID/cgroup} taken apart, name by name from the root: the containers and the job that it leads
 * through. A path is foreign input, since users make control groups in their own part of the tree: what is not exactly as a
 * runtime or scheduler makes it is passed over.
 */
final class ControlGroupPath {
    /** PATH_MAX: the kernel shows no longer path. */
    private static final int MAX_LENGTH = 4_096;

    /** No honest nesting of containers is deeper. */
    private static final int MAX_CONTAINERS = 8;

    private static final String KUBERNETES = "kubernetes";
    private static final String DOCKER = "docker";
    private static final String NSPAWN = "systemd-nspawn";

    private static final Pattern POD =
            Pattern.compile("pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})");

    /** The kubelet's --cgroup-root stands in front, as {@code kubelet-} in kind. */
    private static final Pattern POD_SLICE = Pattern.compile("(?:.+-)?kubepods(?:-[a-z]+)?-(pod[0-9a-f_]+)\\.slice");

    private static final Pattern PODS = Pattern.compile("(?:.+-)?kubepods(?:-[a-z]+)?(?:\\.slice)?");
    private static final Pattern USER = Pattern.compile("user@([0-9]{1,10})\\.service");

    private final List<ControlGroup> containers = new ArrayList<>();
    private Optional<JobGroup> job = Optional.empty();
    private OptionalLong user = OptionalLong.empty();
    private Optional<String> podUid = Optional.empty();
    private boolean inPods;

    private ControlGroupPath() {}

    /**
     * Takes a path apart.
     *
     * @param path relative to the root of a hierarchy or, with leading {@code /..}, of a cgroup namespace
     * @return what it leads through
     */
    static ControlGroupPath of(String path) {
        ControlGroupPath reader = new ControlGroupPath();
        if (path.length() <= MAX_LENGTH && path.startsWith("/")) {
            reader.walk(path);
        }
        return reader;
    }

    /** The containers, the outermost first; that of the process is the last. */
    List<ControlGroup> containers() {
        return containers;
    }

    /** The outermost job: a job that a user starts inside another is a part of that. */
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
            enter(name);
            enterJob(grandparent + "/" + parent + "/" + name, path.substring(0, end));
            ContainerForm.Match match = ContainerForm.match(
                    parent + "/" + name, below, begin == 1 || isTopmost(path.substring(0, begin - 1)));
            if (match != null) {
                if (match.form().runtime().filter(NSPAWN::equals).isPresent()
                        && (below.equals("payload") || below.startsWith("payload/"))) {
                    // Its supervisor is next to it, and not a part of the container.
                    end += "/payload".length();
                }
                containers.add(group(match, path.substring(0, end)));
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

    /** Notes pods and users, which hold containers without being one. */
    private void enter(String name) {
        int colon = name.indexOf(':');
        if (colon >= 0) {
            enter(name.substring(0, colon));
            return;
        }
        Matcher slice = POD_SLICE.matcher(name);
        if (slice.matches()) {
            enterPod(slice.group(1));
        } else if (PODS.matcher(name).matches()) {
            inPods = true;
        } else {
            enterPod(name);
        }
        Matcher service = USER.matcher(name);
        if (service.matches() && containers.isEmpty()) {
            long uid = Long.parseLong(service.group(1));
            user = uid == 0 ? OptionalLong.empty() : OptionalLong.of(uid);
        }
    }

    private void enterPod(String name) {
        Matcher pod = POD.matcher(name);
        if (pod.matches()) {
            inPods = true;
            podUid = Optional.of(pod.group(1).replace('_', '-'));
        }
    }

    /** In a user's own part of the tree a job would be whatever the user likes to be billed for. */
    private void enterJob(String place, String path) {
        if (job.isEmpty() && user.isEmpty()) {
            Optional<Job> found = JobForm.match(place);
            job = found.map(which -> new JobGroup(which, path));
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
                pod,
                user);
    }

    /** A name is unique only among others of its kind, so the id also has its user and what it is inside of. */
    private String idOfName(String runtime, String name) {
        String id = runtime.equals("lxc") ? name : runtime + "/" + name;
        if (!containers.isEmpty()) {
            return containers.get(containers.size() - 1).container().id() + "/" + id;
        }
        return user.isPresent() ? "user-" + user.getAsLong() + "/" + id : id;
    }
}
