package io.scaph.containers;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses the replies of Docker's API (docs.docker.com/reference/api/engine), and of podman's. */
final class DockerReplies {
    private static final String LABELS = "Labels";

    /**
     * A container.
     *
     * @param name without the slash that Docker puts before it
     * @param labels as they are
     */
    record DockerContainer(Optional<String> name, Map<String, String> labels) {}

    /**
     * The engine that replies.
     *
     * @param podman whether it is podman, not Docker
     * @param version its version
     */
    record Engine(boolean podman, Optional<String> version) {}

    private DockerReplies() {}

    /** {@code GET /version}. */
    static Engine engine(byte[] reply) throws IOException {
        JsonValue json = JsonValue.parse(reply, Set.of("Version", "Components", "Name"), "");
        boolean podman = json.get("Components").elements().stream()
                .flatMap(component -> component.get("Name").text().stream())
                .anyMatch(name -> name.startsWith("Podman"));
        return new Engine(podman, json.get("Version").text().flatMap(ContainerLabels::name));
    }

    /** {@code GET /containers/json}: the running containers by id. */
    static Map<String, DockerContainer> list(byte[] reply) throws IOException {
        Map<String, DockerContainer> containers = new HashMap<>();
        for (JsonValue json :
                JsonValue.parse(reply, Set.of("Id", "Names"), LABELS).elements()) {
            json.get("Id")
                    .text()
                    .ifPresent(
                            id -> containers.put(id, container(json.get("Names").elements(), json.get(LABELS))));
        }
        return containers;
    }

    /** {@code GET /containers/ID/json}. */
    static DockerContainer one(byte[] reply) throws IOException {
        JsonValue json = JsonValue.parse(reply, Set.of("Name", "Config"), LABELS);
        return container(List.of(json.get("Name")), json.get("Config").get(LABELS));
    }

    /** Names with a slash inside are those that linked containers use. */
    private static DockerContainer container(List<JsonValue> names, JsonValue labels) {
        Optional<String> first = names.stream()
                .flatMap(name -> name.text().stream())
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .filter(name -> name.indexOf('/') < 0)
                .findFirst();
        Map<String, String> texts = new HashMap<>();
        labels.fields().forEach((key, value) -> value.text().ifPresent(text -> texts.put(key, text)));
        return new DockerContainer(first.flatMap(ContainerLabels::name), texts);
    }
}
