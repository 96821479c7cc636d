package io.scaph.containers;

import io.scaph.api.internal.text.KernelPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the sources of names, without asking any. */
final class NameSources {
    private static final String UNIX = "unix://";
    private static final Path DOCKER = Path.of("/var/run/docker.sock");
    private static final Path PODMAN = Path.of("/run/podman/podman.sock");
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private NameSources() {}

    /**
     * The sources that may exist. If several know a container, the last one is preferred.
     *
     * @param environment the environment variables
     */
    static List<NameSource> find(Map<String, String> environment) {
        List<NameSource> sources = new ArrayList<>();
        String host = environment.getOrDefault("DOCKER_HOST", "");
        // Only Unix sockets: a name is not worth a connection to another machine.
        boolean given = host.startsWith(UNIX + "/");
        Path docker = given ? KernelPath.of(host.substring(UNIX.length())) : DOCKER;
        Path podman = PODMAN;
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.startsWith("/")) {
            docker = given ? docker : first(docker, KernelPath.of(runtime + "/docker.sock"));
            podman = first(podman, KernelPath.of(runtime + "/podman/podman.sock"));
        }
        sources.add(new DockerNames(docker, true, given));
        if (!given || (!docker.equals(podman) && Files.exists(podman))) {
            sources.add(new DockerNames(podman, false, true));
        }
        KubernetesNames.find(environment, ACCOUNT).ifPresent(sources::add);
        return sources;
    }

    private static Path first(Path usual, Path own) {
        return !Files.isWritable(usual) && Files.exists(own) ? own : usual;
    }
}
