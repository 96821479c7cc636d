package io.scaph.containers;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Docker (docs.docker.com/reference/api/engine), or podman, which replies as Docker does, asked over its socket: for the list of
 * running containers, and for each container that is missing there. Sizes, which are expensive for the engine, are not requested.
 */
final class DockerNames implements NameSource {
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int MAX_LIST = 16 << 20;
    private static final int MAX_ONE = 1 << 20;

    /** The most containers in one call that are requested singly; the next call continues. */
    private static final int MAX_SINGLE = 32;

    private static final String LABELS = "Labels";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private static final String UNIX = "unix://";
    private static final Path DOCKER = Path.of("/var/run/docker.sock");
    private static final Path PODMAN = Path.of("/run/podman/podman.sock");

    private final Path socket;
    private final boolean docker;
    private final boolean podman;
    private final long timeoutNanos;

    /**
     * The engines that may exist. If both know a container, the last one is preferred.
     *
     * @param environment the environment variables
     */
    static List<NameSource> find(Map<String, String> environment) {
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
        NameSource ofDocker = new DockerNames(docker, true, given);
        return !given || (!docker.equals(podman) && Files.exists(podman))
                ? List.of(ofDocker, new DockerNames(podman, false, true))
                : List.of(ofDocker);
    }

    private static Path first(Path usual, Path own) {
        return !Files.isWritable(usual) && Files.exists(own) ? own : usual;
    }

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
        boolean runs = identity.runtime()
                .map(runtime -> (docker && runtime.equals("docker")) || (podman && runtime.equals("podman")))
                .orElseGet(() -> !identity.inPod() && Files.exists(socket));
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
        JsonValue engine = JsonValue.parse(get("/version", MAX_ONE), Set.of("Version", "Components", "Name"), "");
        Map<String, ContainerDescription> list = list(engine);
        Map<String, ContainerDescription> known = new HashMap<>();
        int single = 0;
        for (ContainerIdentity identity : identities) {
            ContainerDescription container = list.get(identity.id());
            if (container == null && single < MAX_SINGLE) {
                single++;
                container = one(identity.id(), engine).orElse(null);
            }
            if (container != null) {
                known.put(identity.id(), container);
            }
        }
        return known;
    }

    private byte[] get(String target, int max) throws IOException {
        return UnixHttp.get(socket, target, max, timeoutNanos)
                .orElseThrow(() -> new IOException("the reply is an error: HTTP status 404"));
    }

    /** The running containers by id. */
    private Map<String, ContainerDescription> list(JsonValue engine) throws IOException {
        byte[] reply;
        try {
            reply = get("/containers/json", MAX_LIST);
        } catch (UnixHttp.TooLargeException e) {
            return Map.of();
        }
        Map<String, ContainerDescription> containers = new HashMap<>();
        for (JsonValue json :
                JsonValue.parse(reply, Set.of("Id", "Names"), LABELS).elements()) {
            json.get("Id")
                    .text()
                    .ifPresent(id ->
                            containers.put(id, container(json.get("Names").elements(), json.get(LABELS), engine)));
        }
        return containers;
    }

    private Optional<ContainerDescription> one(String id, JsonValue engine) throws IOException {
        Optional<byte[]> reply = UnixHttp.get(socket, "/containers/" + id + "/json", MAX_ONE, timeoutNanos);
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        JsonValue json = JsonValue.parse(reply.get(), Set.of("Name", "Config"), LABELS);
        return Optional.of(
                container(List.of(json.get("Name")), json.get("Config").get(LABELS), engine));
    }

    /**
     * Describes a container.
     *
     * @param names its names: Docker puts a slash before each; those with a slash inside are what linked containers use
     * @param labels the labels as they are
     * @param engine the reply of the engine about itself
     */
    private static ContainerDescription container(List<JsonValue> names, JsonValue labels, JsonValue engine) {
        Optional<String> first = names.stream()
                .flatMap(name -> name.text().stream())
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .filter(name -> name.indexOf('/') < 0)
                .findFirst();
        Map<String, String> texts = new HashMap<>();
        labels.fields().forEach((key, value) -> value.text().ifPresent(text -> texts.put(key, text)));
        Map<String, String> safe = ContainerLabels.ofRuntime(texts);
        boolean podman = engine.get("Components").elements().stream()
                .flatMap(component -> component.get("Name").text().stream())
                .anyMatch(name -> name.startsWith("Podman"));
        if (!podman) {
            Optional<String> version = engine.get("Version").text().flatMap(ContainerLabels::name);
            version.ifPresent(known -> safe.put("container_docker_version", known));
        }
        return new ContainerDescription(
                Optional.of(podman ? "podman" : "docker"), first.flatMap(ContainerLabels::name), safe);
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
