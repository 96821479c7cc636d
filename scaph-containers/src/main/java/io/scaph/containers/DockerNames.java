package io.scaph.containers;

import io.scaph.containers.DockerReplies.Engine;
import io.scaph.containers.DockerReplies.Told;
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
 * Docker, or what answers in its place, asked by its socket: for the list of what runs and, of what is missing there, one by
 * one. Sizes, which cost the engine much, are not asked for.
 */
final class DockerNames implements NameSource {
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int MAX_LIST = 16 << 20;
    private static final int MAX_ONE = 1 << 20;

    /** One by one for some time only: the next time goes on with others. */
    private static final int MAX_SINGLE = 32;

    private static final int NOT_FOUND = 404;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final Path socket;
    private final boolean docker;
    private final boolean podman;
    private final long timeoutNanos;

    /**
     * Asks nothing yet.
     *
     * @param socket where it listens
     * @param docker whether it may know containers of Docker
     * @param podman whether it may know containers of podman
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
    public boolean mayKnow(ContainerIdentity subject) {
        if (!ID.matcher(subject.id()).matches()) {
            return false;
        }
        // One whose path does not tell its runtime may be of either, if there are both; in a pod, hardly of Docker.
        boolean runs = subject.runtime().isEmpty()
                ? !subject.inPod() && Files.exists(socket)
                : (docker && subject.runtime().get().equals("docker"))
                        || (podman && subject.runtime().get().equals("podman"));
        return runs && (subject.user().isEmpty() || belongsTo(subject.user().getAsLong()));
    }

    /** A user gives any name to groups in his part of the tree, and so only he is asked about those. */
    private boolean belongsTo(long user) {
        try {
            return Files.getAttribute(socket, "unix:uid") instanceof Integer uid && uid == user;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> subjects) throws IOException {
        Engine who = DockerReplies.engine(UnixHttp.get(socket, "/version", MAX_ONE, timeoutNanos));
        Map<String, ContainerDescription> known = new HashMap<>();
        Map<String, Told> list = list();
        int single = 0;
        for (ContainerIdentity subject : subjects) {
            Told told = list.get(subject.id());
            if (told == null && single < MAX_SINGLE) {
                single++;
                told = one(subject.id()).orElse(null);
            }
            if (told != null) {
                known.put(subject.id(), describe(told, who));
            }
        }
        return known;
    }

    private Map<String, Told> list() throws IOException {
        try {
            return DockerReplies.list(UnixHttp.get(socket, "/containers/json", MAX_LIST, timeoutNanos));
        } catch (UnixHttp.TooLargeException e) {
            return Map.of();
        }
    }

    private Optional<Told> one(String id) throws IOException {
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

    private static ContainerDescription describe(Told told, Engine engine) {
        TreeMap<String, String> labels = new TreeMap<>(ContainerLabels.ofRuntime(told.labels()));
        if (!engine.podman()) {
            engine.version().ifPresent(version -> labels.put("container_docker_version", version));
        }
        return new ContainerDescription(Optional.of(engine.podman() ? "podman" : "docker"), told.name(), labels);
    }

    @Override
    public String remedy(IOException failure) {
        if (!Files.exists(socket)) {
            return (docker ? "" : "switch it on: systemctl enable --now podman.socket; ")
                    + "where its socket is elsewhere, set DOCKER_HOST=unix:///PATH; in a container, mount it";
        }
        return Files.isWritable(socket)
                ? "look whether it runs and answers: curl --unix-socket " + socket + " http://localhost/version"
                : "run as root, or as a user who may write to " + socket
                        + " (for Docker: in the group docker, which is as much as root)";
    }
}
