package io.scaph.containers;

import io.scaph.linux.container.name.ContainerDescription;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pods in a reply of Kubernetes' API server or of a kubelet, a {@code PodList} of the API {@code v1}.
 *
 * @param containers by the id that the runtime gives
 * @param pods what is known of all containers of a pod, by the pod's uid; for a static pod also by the hash that is its uid on
 *     its node
 */
record PodList(Map<String, ContainerDescription> containers, Map<String, ContainerDescription> pods) {
    /** The annotation with the hash that is in the control group of a static pod. */
    private static final String CONFIG_HASH = "kubernetes.io/config.hash";

    private static final List<String> STATUSES =
            List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses");
    private static final Set<String> FIELDS = Set.of(
            "items",
            "metadata",
            "name",
            "namespace",
            "uid",
            "annotations",
            CONFIG_HASH,
            "spec",
            "nodeName",
            "status",
            STATUSES.get(0),
            STATUSES.get(1),
            STATUSES.get(2),
            "containerID");

    static PodList parse(byte[] reply) throws IOException {
        PodList list = new PodList(new HashMap<>(), new HashMap<>());
        JsonValue.parse(reply, FIELDS, "").get("items").elements().forEach(list::add);
        return list;
    }

    private void add(JsonValue pod) {
        JsonValue metadata = pod.get("metadata");
        Map<String, String> labels = new HashMap<>();
        name(metadata.get("name")).ifPresent(name -> labels.put("kubernetes_pod_name", name));
        name(metadata.get("namespace")).ifPresent(name -> labels.put("kubernetes_pod_namespace", name));
        name(pod.get("spec").get("nodeName")).ifPresent(name -> labels.put("kubernetes_node_name", name));
        ContainerDescription any = new ContainerDescription(Optional.empty(), Optional.empty(), labels);
        metadata.get("uid").text().ifPresent(uid -> pods.put(uid, any));
        metadata.get("annotations").get(CONFIG_HASH).text().ifPresent(hash -> pods.put(hash, any));
        for (String statuses : STATUSES) {
            for (JsonValue status : pod.get("status").get(statuses).elements()) {
                Optional<String> id = status.get("containerID").text();
                Optional<String> name = name(status.get("name"));
                if (id.isPresent() && name.isPresent()) {
                    // containerd://ID, cri-o://ID, docker://ID
                    String bareId = id.get().substring(id.get().lastIndexOf('/') + 1);
                    containers.put(bareId, new ContainerDescription(Optional.empty(), name, labels));
                }
            }
        }
    }

    private static Optional<String> name(JsonValue json) {
        return json.text().flatMap(ContainerLabels::name);
    }
}
