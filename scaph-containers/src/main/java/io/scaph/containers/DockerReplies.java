package io.scaph.containers;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Docker's API answers (docs.docker.com/reference/api/engine), and podman's in its place. */
final class DockerReplies {
    /**
     * A container.
     *
     * @param name without the slash that Docker puts before it
     * @param labels as they are
     */
    record Told(Optional<String> name, Map<String, String> labels) {}

    /**
     * Who answers.
     *
     * @param podman whether it is podman, and Docker otherwise
     * @param version its version
     */
    record Engine(boolean podman, Optional<String> version) {}

    private DockerReplies() {}

    /** {@code GET /version}. */
    static Engine engine(byte[] reply) throws IOException {
        boolean[] podman = new boolean[1];
        List<String> version = new ArrayList<>();
        try (JsonParser json = Reply.open(reply)) {
            Reply.object(json, (field, value) -> {
                switch (field) {
                    case "Version" -> Reply.text(value).ifPresent(version::add);
                    case "Components" ->
                        Reply.array(
                                value,
                                component -> Reply.object(component, (key, text) -> {
                                    if (key.equals("Name")) {
                                        podman[0] |= Reply.text(text)
                                                .filter(name -> name.startsWith("Podman"))
                                                .isPresent();
                                    } else {
                                        Reply.skip(text);
                                    }
                                }));
                    default -> Reply.skip(value);
                }
            });
        }
        return new Engine(podman[0], version.stream().findFirst().flatMap(ContainerLabels::name));
    }

    /** {@code GET /containers/json}: those that run, by id. */
    static Map<String, Told> list(byte[] reply) throws IOException {
        Map<String, Told> containers = new HashMap<>();
        try (JsonParser json = Reply.open(reply)) {
            Reply.array(json, container -> {
                List<String> ids = new ArrayList<>();
                List<String> names = new ArrayList<>();
                Map<String, String> labels = new HashMap<>();
                Reply.object(container, (field, value) -> {
                    switch (field) {
                        case "Id" -> Reply.text(value).ifPresent(ids::add);
                        case "Names" ->
                            Reply.array(value, name -> Reply.text(name).ifPresent(names::add));
                        case "Labels" -> labels(value, labels);
                        default -> Reply.skip(value);
                    }
                });
                if (!ids.isEmpty()) {
                    containers.put(ids.get(0), new Told(name(names), labels));
                }
            });
        }
        return containers;
    }

    /** {@code GET /containers/ID/json}. */
    static Told one(byte[] reply) throws IOException {
        List<String> names = new ArrayList<>();
        Map<String, String> labels = new HashMap<>();
        try (JsonParser json = Reply.open(reply)) {
            Reply.object(json, (field, value) -> {
                switch (field) {
                    case "Name" -> Reply.text(value).ifPresent(names::add);
                    case "Config" ->
                        Reply.object(value, (key, part) -> {
                            if (key.equals("Labels")) {
                                labels(part, labels);
                            } else {
                                Reply.skip(part);
                            }
                        });
                    default -> Reply.skip(value);
                }
            });
        }
        return new Told(name(names), labels);
    }

    private static void labels(JsonParser json, Map<String, String> labels) throws IOException {
        Reply.object(json, (key, value) -> Reply.text(value).ifPresent(text -> labels.put(key, text)));
    }

    /** Of several names those with a slash inside are what others that are linked to it call it. */
    private static Optional<String> name(List<String> names) {
        return names.stream()
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .filter(name -> name.indexOf('/') < 0)
                .findFirst()
                .flatMap(ContainerLabels::name);
    }
}
