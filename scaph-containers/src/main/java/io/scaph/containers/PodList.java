package io.scaph.containers;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Kubernetes answers when asked for pods: its API server or a kubelet, a {@code PodList} of the API {@code v1}.
 *
 * @param containers by the id that the runtime gives
 * @param pods the labels of each pod by its uid, and by the hash that a static pod has in its place on its node
 */
record PodList(Map<String, Told> containers, Map<String, Map<String, String>> pods) {
    /** Where a static pod keeps the hash that is in its control group. */
    private static final String CONFIG_HASH = "kubernetes.io/config.hash";

    /**
     * A container of a pod.
     *
     * @param name its name in the pod
     * @param labels of its pod
     */
    record Told(String name, Map<String, String> labels) {}

    /** One pod while it is read. */
    private static final class Pod {
        final Map<String, String> labels = new HashMap<>();
        final List<String> uids = new ArrayList<>();
        final Map<String, String> namesById = new HashMap<>();

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "metadata" -> Reply.object(json, this::metadata);
                case "spec" ->
                    Reply.object(json, (key, value) -> {
                        if (key.equals("nodeName")) {
                            label("kubernetes_node_name", value);
                        } else {
                            Reply.skip(value);
                        }
                    });
                case "status" ->
                    Reply.object(json, (key, value) -> {
                        if (key.endsWith("ontainerStatuses")) {
                            // Also initContainerStatuses and ephemeralContainerStatuses.
                            Reply.array(value, this::status);
                        } else {
                            Reply.skip(value);
                        }
                    });
                default -> Reply.skip(json);
            }
        }

        private void metadata(String field, JsonParser json) throws IOException {
            switch (field) {
                case "name" -> label("kubernetes_pod_name", json);
                case "namespace" -> label("kubernetes_pod_namespace", json);
                case "uid" -> Reply.text(json).ifPresent(uids::add);
                case "annotations" ->
                    Reply.object(json, (key, value) -> {
                        if (key.equals(CONFIG_HASH)) {
                            Reply.text(value).ifPresent(uids::add);
                        } else {
                            Reply.skip(value);
                        }
                    });
                default -> Reply.skip(json);
            }
        }

        private void label(String name, JsonParser json) throws IOException {
            Reply.text(json).flatMap(ContainerLabels::name).ifPresent(text -> labels.put(name, text));
        }

        private void status(JsonParser json) throws IOException {
            List<String> ids = new ArrayList<>();
            List<String> names = new ArrayList<>();
            Reply.object(json, (field, value) -> {
                switch (field) {
                    case "containerID" -> Reply.text(value).ifPresent(ids::add);
                    case "name" ->
                        Reply.text(value).flatMap(ContainerLabels::name).ifPresent(names::add);
                    default -> Reply.skip(value);
                }
            });
            if (!ids.isEmpty() && !names.isEmpty()) {
                // containerd://ID, cri-o://ID, docker://ID
                String id = ids.get(0);
                namesById.put(id.substring(id.lastIndexOf('/') + 1), names.get(0));
            }
        }
    }

    static PodList parse(byte[] reply) throws IOException {
        Map<String, Told> containers = new HashMap<>();
        Map<String, Map<String, String>> pods = new HashMap<>();
        try (JsonParser json = Reply.open(reply)) {
            Reply.object(json, (field, value) -> {
                if (!field.equals("items")) {
                    Reply.skip(value);
                    return;
                }
                Reply.array(value, item -> {
                    Pod pod = new Pod();
                    Reply.object(item, pod::read);
                    pod.namesById.forEach((id, name) -> containers.put(id, new Told(name, pod.labels)));
                    pod.uids.forEach(uid -> pods.put(uid, pod.labels));
                });
            });
        }
        return new PodList(containers, pods);
    }
}
