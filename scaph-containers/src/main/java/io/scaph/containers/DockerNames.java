package io.scaph.containers;

import io.scaph.containers.DockerReplies.DockerContainer;
import io.scaph.containers.DockerReplies.Engine;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Docker, or podman, which replies as Docker does, asked over its socket: for the list of running containers, and for each
 * container that is missing there. Sizes, which are expensive for the engine, are not requested.
 */
final class DockerNames implements NameSource {
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int MAX_LIST = 16 << 20;
    private static final int MAX_ONE = 1 << 20;

    /** The most containers in one call that are requested singly; the next call continues. */
    private static final int MAX_SINGLE = 32;

    private static final int NOT_FOUND = 404;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final Path socket;
    private final boolean docker;
    private final boolean podman;
    private final long timeoutNanos;

    /**
     * Creates a source.
     *
     * @param socket the engine's socket
     * @param docker whether the engine may have containers of Docker
     * @param podman whether the engine may have containers of podman
     */
    DockerNames(Path socket, boolean docker, boolean podman) {
        this(socket, docker, podman, TIMEOUT_NANOS);
    }

    DockerNames(Path socket, boolean docker, boolean podman, long timeoutNanos) {
        this.socket = socket;
        this.docker = docker;
        this.podman = podman;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public String title() {
        return (docker ? "Docker" : "podman") + " at " + socket;
    }

    @Override
    public boolean mayKnow(ContainerIdentity identity) {
        if (!ID.matcher(identity.id()).matches()) {
            return false;
        }
        // If the path of a container does not name its runtime, it may be of any engine; in a pod, it is unlikely to be
        // of Docker.
        boolean runs = identity.runtime().isEmpty()
                ? !identity.inPod() && Files.exists(socket)
                : (docker && identity.runtime().get().equals("docker"))
                        || (podman && identity.runtime().get().equals("podman"));
        return runs && (identity.user().isEmpty() || belongsTo(identity.user().getAsLong()));
    }

    /** A user can name the groups in the own part of the tree at will, so only that user's engine is asked about those. */
    private boolean belongsTo(long user) {
        try {
            return Files.getAttribute(socket, "unix:uid") instanceof Integer uid && uid == user;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> identities) throws IOException {
        Engine engine = DockerReplies.engine(UnixHttp.get(socket, "/version", MAX_ONE, timeoutNanos));
        Map<String, ContainerDescription> known = new HashMap<>();
        Map<String, DockerContainer> list = list();
        int single = 0;
        for (ContainerIdentity identity : identities) {
            DockerContainer container = list.get(identity.id());
            if (container == null && single < MAX_SINGLE) {
                single++;
                container = one(identity.id()).orElse(null);
            }
            if (container != null) {
                known.put(identity.id(), describe(container, engine));
            }
        }
        return known;
    }

    private Map<String, DockerContainer> list() throws IOException {
        try {
            return DockerReplies.list(UnixHttp.get(socket, "/containers/json", MAX_LIST, timeoutNanos));
        } catch (UnixHttp.TooLargeException e) {
            return Map.of();
        }
    }

    private Optional<DockerContainer> one(String id) throws IOException {
        try {
            return Optional.of(
                    DockerReplies.one(UnixHttp.get(socket, "/containers/" + id + "/json", MAX_ONE, timeoutNanos)));
        } catch (UnixHttp.TooLargeException e) {
            return Optional.empty();
        } catch (UnixHttp.StatusException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ContainerDescription describe(DockerContainer container, Engine engine) {
        TreeMap<String, String> labels = new TreeMap<>(ContainerLabels.ofRuntime(container.labels()));
        if (!engine.podman()) {
            engine.version().ifPresent(version -> labels.put("container_docker_version", version));
        }
        return new ContainerDescription(Optional.of(engine.podman() ? "podman" : "docker"), container.name(), labels);
    }

    @Override
    public String remedy(IOException failure) {
        if (!Files.exists(socket)) {
            return (docker ? "" : "enable it: systemctl enable --now podman.socket; ")
                    + "if its socket is elsewhere, set DOCKER_HOST=unix:///PATH; in a container, mount it";
        }
        return Files.isWritable(socket)
                ? "check whether it runs and replies: curl --unix-socket " + socket + " http://localhost/version"
                : "run as root, or as a user that may write to " + socket
                        + " (for Docker: a member of the group docker, which equals root)";
    }
}
