package io.scaph.linux.container;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form in which a runtime names the control group of a container.
 *
 * @param runtime the runtime; empty where several use the form
 * @param kubernetes whether only Kubernetes creates containers in this form
 * @param place matches {@code PARENT/NAME}, with a group {@code id}, {@code name}, or both
 * @param inside matches the rest of the path below it
 */
record ContainerForm(Optional<String> runtime, boolean kubernetes, Pattern place, Pattern inside) {
    private static final String HEX = "[0-9a-f]{64}";
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** A name that a user gave. A container's name does not begin with a dot or contain other characters. */
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}?";

    private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);

    /** What systemd makes inside a machine, or nspawn makes around it. A virtual machine has none of these. */
    private static final Pattern PAYLOAD = Pattern.compile("(?:payload|init\\.scope|[a-z]+\\.slice)(?:/.*)?");

    private static final Pattern NO_SUPERVISOR = Pattern.compile("(?!supervisor(?:/|$)).*");

    /**
     * The forms; the first match counts. The source of a form is the runtime's own code, unless noted. Not included, because
     * they look like other groups: runc and crun with the cgroupfs driver (the user chooses name and place), and Apptainer.
     * Nor these, which are not containers: snap, flatpak, Firecracker, and the machines of libvirt and systemd-vmspawn.
     */
    private static final List<ContainerForm> ALL = List.of(
            // moby, daemon/daemon_unix.go: the systemd driver; the cgroupfs driver; Docker's namespace of containerd.
            ofPrefix("docker", "docker", HEX),
            of("docker", "(?:docker|moby)/(?<id>" + HEX + ")"),
            // containerd, internal/cri/server/helpers_linux.go: the Container Runtime Interface.
            ofPrefix("containerd", "cri-containerd", HEX).onlyInKubernetes(),
            // nerdctl, pkg/cmd/container: like Docker's.
            ofPrefix("containerd", "nerdctl", HEX),
            // containerd, core/containers and cmd/ctr: NAMESPACE/ID. Other namespaces are covered by bare ids.
            of("containerd", "(?:default|k8s\\.io)/(?<id>" + HEX + ")"),
            // Kata, docs/design/host-cgroups.md: the group of a sandbox's virtual machine.
            of("kata", ".*/kata_(?<id>" + HEX + ")"),
            // cri-o, internal/config/cgmgr.
            ofPrefix("cri-o", "crio", HEX).onlyInKubernetes(),
            // podman, libpod/container_internal_linux.go: both drivers; --cgroups=split, as of Quadlet; without a
            // prefix.
            ofPrefix("podman", "libpod", HEX),
            ofPrefix("podman", "libpod-payload", HEX),
            of("podman", "libpod_parent/(?<id>" + HEX + ")"),
            // buildkit, executor/oci/spec_linux.go: steps of a build, by ids of identity.NewID().
            ofPrefix("buildkit", "buildkit", "[0-9a-z]{25}"),
            of("buildkit", "buildkit/(?<id>[0-9a-z]{25})"),
            // Amazon ECS on Fargate and Managed Instances: the task's id, then a number. Datadog's agent and
            // OpenTelemetry's
            // Java agent have the same.
            of(null, ".*/(?<id>[0-9a-f]{32}-[0-9]{1,20})"),
            // Cloud Foundry's garden: Elastic's specification of container metadata, OpenJDK's test of
            // CgroupV1Subsystem.
            of("garden", ".*/(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){4}(?:-[a-z]+-healthcheck-[0-9]+)?)"),
            of("garden", "(?:garden|good|bad)/(?<id>" + UUID + "(?:-[a-z]+-healthcheck-[0-9]+)?)"),
            // Mesos, src/slave/containerizer/mesos/paths.cpp.
            of("mesos", "mesos/(?<id>" + UUID + ")"),
            // Nomad, client/lib/cgroupslib: ALLOCATION.TASK of the drivers exec and java, on version 2.
            of("nomad", "(?:share|reserve)\\.slice/(?<id>" + UUID + "\\.(?<name>" + NAME + "))\\.scope"),
            // libvirt, src/hypervisor/domain_driver.c, and its page on control groups: DRIVER-ID-NAME; without systemd.
            of("lxc", "machine\\.slice/machine-lxc-[0-9]+-(?<name>" + NAME + ")\\.scope"),
            of("lxc", "machine/(?:lxc-[0-9]+-)?(?<name>" + NAME + ")\\.libvirt-lxc"),
            // systemd, src/nspawn/nspawn-cgroup.c and -register.c.
            of("systemd-nspawn", ".*/systemd-nspawn@(?<name>" + NAME + ")\\.service")
                    .with(NO_SUPERVISOR),
            of("systemd-nspawn", "machine\\.slice/machine-(?<name>" + NAME + ")\\.scope")
                    .with(PAYLOAD),
            // lxc, src/lxc/cgroups/cgfsng.c, also of LXD, Incus and Proxmox, where the name is a number.
            of("lxc", "lxc(?:\\.payload)?/(?<name>" + NAME + ")"),
            of("lxc", ".*/lxc\\.payload\\.(?<name>" + NAME + ")"),
            // runc, docs/systemd.md: the default prefix of the systemd driver.
            of("runc", ".*/runc-(?<name>" + NAME + ")\\.scope"),
            // Docker's --cgroup-parent, Kubernetes with the cgroupfs driver, Amazon ECS on EC2, gVisor, other
            // namespaces of
            // containerd.
            of(null, ".*/(?<id>" + HEX + ")"));

    /** containerd's default namespace accepts any name, so it counts only at the top of a tree. */
    private static final ContainerForm NAMED_BY_USER = of("containerd", "default/(?<name>" + NAME + ")");

    /**
     * A container found.
     *
     * @param form the form of its control group
     * @param id the runtime's id; null if it has only a name
     * @param name the name; null if the form has only an id
     */
    record Match(
            ContainerForm form,
            @Nullable String id,
            @Nullable String name) {}

    private static ContainerForm of(@Nullable String runtime, String place) {
        return new ContainerForm(Optional.ofNullable(runtime), false, Pattern.compile(place, Pattern.DOTALL), ANYTHING);
    }

    /** {@code PREFIX-ID.scope} of the systemd driver, or that driver's argument {@code SLICE:PREFIX:ID} mistaken for a path. */
    private static ContainerForm ofPrefix(String runtime, String prefix, String id) {
        return of(runtime, ".*/(?:[^:/]*:" + prefix + ":|" + prefix + "-)(?<id>" + id + ")(?:\\.scope)?");
    }

    private ContainerForm onlyInKubernetes() {
        return new ContainerForm(runtime, true, place, inside);
    }

    private ContainerForm with(Pattern insidePattern) {
        return new ContainerForm(runtime, kubernetes, place, insidePattern);
    }

    /**
     * Finds the container that a control group belongs to.
     *
     * @param place {@code PARENT/NAME}, without systemd's escapes
     * @param inside the rest of the path
     * @param atTop whether the parent is at the top of the tree, or of a container's part of it
     * @return the container; empty if the group does not belong to one
     */
    static Optional<Match> match(String place, String inside, boolean atTop) {
        return Stream.concat(ALL.stream(), atTop ? Stream.of(NAMED_BY_USER) : Stream.empty())
                .flatMap(form -> form.match(place, inside).stream())
                .findFirst();
    }

    private Optional<Match> match(String at, String below) {
        Matcher matcher = place.matcher(at);
        return matcher.matches() && inside.matcher(below).matches()
                ? Optional.of(new Match(this, group(matcher, "(?<id>", "id"), group(matcher, "(?<name>", "name")))
                : Optional.empty();
    }

    private @Nullable String group(Matcher matcher, String declared, String group) {
        return place.pattern().contains(declared) ? matcher.group(group) : null;
    }
}
