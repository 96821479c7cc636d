package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked about a container of a pod, and what it is named. */
class KubernetesNamesTest extends FakeCluster {
    private static ContainerDescription one(Map<String, ContainerDescription> known, String id) {
        return Objects.requireNonNull(known.get(id));
    }

    @Test
    void aContainerOfAPodIsNamedWithItsPod() throws Exception {
        Map<String, ContainerDescription> known = inCluster().ask(List.of(pod(WEB), pod(INIT), pod(PAUSE)));

        assertThat(one(known, WEB).name()).contains("web");
        assertThat(one(known, WEB).labels())
                .containsExactly(
                        Map.entry("kubernetes_node_name", "node-1"),
                        Map.entry("kubernetes_pod_name", "web-0"),
                        Map.entry("kubernetes_pod_namespace", "shop"));
        assertThat(one(known, INIT).name()).contains("init");
        assertThat(one(known, PAUSE).name()).isEmpty();
        assertThat(one(known, PAUSE).labels()).containsEntry("kubernetes_pod_name", "web-0");
    }

    @Test
    void aStaticPodIsFoundByItsHash() throws Exception {
        ContainerIdentity etcd = new ContainerIdentity(
                PAUSE, Optional.empty(), true, Optional.of("0123456789abcdef0123456789abcdef"), OptionalLong.empty());

        assertThat(one(inCluster().ask(List.of(etcd)), PAUSE).labels())
                .containsEntry("kubernetes_pod_name", "etcd-node-1");
    }

    @Test
    void onlyThisNodeIsAskedForAndWithTheTokenOfNow() throws Exception {
        NameSource source = inCluster();
        source.ask(List.of(pod(WEB)));
        Files.writeString(account.resolve("token"), "renewed");
        source.ask(List.of(pod(WEB)));

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0)).startsWith("GET " + TARGET + " ").contains("Bearer " + TOKEN + "\r\n");
        assertThat(server.requests().get(1)).contains("Bearer renewed\r\n");
    }

    @Test
    void aKubeletMayBeAskedInstead() throws Exception {
        NameSource kubelet = KubernetesNames.find(Map.of("SCAPH_KUBELET", "https://127.0.0.1:" + port + "/"), account)
                .orElseThrow();

        assertThat(kubelet.ask(List.of(pod(WEB)))).containsKey(WEB);
        assertThat(server.requests().get(0)).startsWith("GET /pods ");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void anAccountThatMayNotHasARemedy(int status) {
        server.on(TARGET, FakeServer.status(status));
        NameSource source = inCluster();

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(source.remedy(failure)).contains("ClusterRole"));
    }

    @Test
    void jsonOfAnotherKindIsIgnored() throws Exception {
        for (String json : List.of(
                "{}",
                "[]",
                "null",
                "{\"items\": null}",
                "{\"items\": [1, null, {}, {\"metadata\": 5, \"status\": []}]}")) {
            assertThat(PodList.parse(json.getBytes(StandardCharsets.UTF_8)).containers())
                    .isEmpty();
        }
    }

    @Test
    void withoutTheNameOfItsNodeTheClusterIsNotAsked() {
        NameSource source = KubernetesNames.find(Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1"), account)
                .orElseThrow();

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(source.remedy(failure)).contains("NODE_NAME"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void outsideOfAClusterThereIsNoSource() {
        assertThat(KubernetesNames.find(Map.of(), account)).isEmpty();
    }

    @Test
    void onlyPodsThatRootMadeAreAskedFor() {
        ContainerIdentity plain =
                new ContainerIdentity(WEB, Optional.of("docker"), false, Optional.empty(), OptionalLong.empty());
        ContainerIdentity ofUser =
                new ContainerIdentity(WEB, Optional.empty(), true, Optional.of(UID), OptionalLong.of(1_000));

        assertThat(inCluster().mayKnow(pod(WEB))).isTrue();
        assertThat(inCluster().mayKnow(plain)).isFalse();
        assertThat(inCluster().mayKnow(ofUser)).isFalse();
    }
}
