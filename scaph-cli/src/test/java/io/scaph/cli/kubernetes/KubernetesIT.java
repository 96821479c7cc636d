package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.scaph.cli.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kustomizations and the Helm chart, held against the models of Kubernetes and of the Prometheus operator. */
@Timeout(300)
class KubernetesIT {
    private static final Map<String, List<Map<String, Object>>> KUSTOMIZED = new TreeMap<>();
    private static final Map<String, List<Map<String, Object>>> CHARTS = new TreeMap<>();

    @TempDir
    Path directory;

    @BeforeAll
    static void render() throws Exception {
        for (Map.Entry<String, Map<String, String>> choice : Manifests.CHOICES.entrySet()) {
            KUSTOMIZED.put(choice.getKey(), Manifests.kustomize(choice.getKey()));
            CHARTS.put(choice.getKey(), Manifests.chart(choice.getValue()));
        }
        CHARTS.put(
                "other options",
                Manifests.chart(Map.of(
                        "openCounters.enabled", "false",
                        "networkPolicy.enabled", "false",
                        "prometheusOperator.enabled", "true",
                        "schema", "semconv",
                        "image.pullPolicy", "Always",
                        "extraArgs[0]", "--users",
                        "imagePullSecrets[0].name", "registry")));
    }

    static Stream<Named<List<HasMetadata>>> everything() {
        List<Named<List<HasMetadata>>> everything = new ArrayList<>();
        KUSTOMIZED.forEach((name, objects) -> everything.add(Named.of("kustomize: " + name, Manifests.typed(objects))));
        CHARTS.forEach((name, objects) -> everything.add(Named.of("helm: " + name, Manifests.typed(objects))));
        return everything.stream();
    }

    @Test
    void anUnknownFieldAndAWrongTypeAreRejected() {
        Map<String, Object> object = new LinkedHashMap<>(
                Map.of("apiVersion", "v1", "kind", "ServiceAccount", "metadata", Map.of("name", "scaph")));
        object.put("automountToken", false);
        assertThatThrownBy(() -> Manifests.typed(List.of(object))).hasMessageContaining("automountToken");
        object.remove("automountToken");
        object.put("metadata", Map.of("name", "scaph", "labels", Map.of("version", 1)));
        assertThatThrownBy(() -> Manifests.typed(List.of(object))).hasMessageContaining("Integer");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void everyObjectIsNamedOnceAndInOneNamespace(List<HasMetadata> objects) {
        assertThat(objects).allSatisfy(object -> {
            assertThat(object.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
            boolean inNamespace = !(object instanceof Namespace
                    || object instanceof ClusterRole
                    || object instanceof ClusterRoleBinding);
            assertThat(object.getMetadata().getNamespace()).isEqualTo(inNamespace ? Manifests.NAMESPACE : null);
        });
        assertThat(objects)
                .extracting(
                        object -> object.getKind() + " " + object.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void everySelectorMatchesThePods(List<HasMetadata> objects) {
        DaemonSet daemonSet = Manifests.only(objects, DaemonSet.class);
        PodTemplateSpec template = daemonSet.getSpec().getTemplate();
        Map<String, String> labels = template.getMetadata().getLabels();
        List<Map<String, String>> selectors = new ArrayList<>();
        selectors.add(daemonSet.getSpec().getSelector().getMatchLabels());
        for (NetworkPolicy policy : Manifests.all(objects, NetworkPolicy.class)) {
            selectors.add(policy.getSpec().getPodSelector().getMatchLabels());
        }
        for (PodMonitor monitor : Manifests.all(objects, PodMonitor.class)) {
            selectors.add(monitor.getSpec().getSelector().getMatchLabels());
            // The label that names the job, and the job's name that the alert ScaphDown looks for.
            assertThat(labels).containsEntry(monitor.getSpec().getJobLabel(), "scaph");
            assertThat(monitor.getSpec().getPodMetricsEndpoints())
                    .extracting(endpoint -> endpoint.getPort())
                    .containsExactly("metrics");
        }
        assertThat(selectors)
                .allSatisfy(selector ->
                        assertThat(labels).containsAllEntriesOf(selector).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void whatAPodRefersToExists(List<HasMetadata> objects) {
        PodSpec pod = pod(objects);
        assertThat(Manifests.only(objects, ServiceAccount.class).getMetadata().getName())
                .isEqualTo(pod.getServiceAccountName());
        List<String> mounted = new ArrayList<>();
        for (Container container : containers(pod)) {
            assertThat(container.getImage()).isEqualTo("scaph:latest");
            assertThat(container.getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .doesNotHaveDuplicates()
                    .allMatch(path -> path.startsWith("/"));
            container.getVolumeMounts().forEach(mount -> mounted.add(mount.getName()));
        }
        assertThat(pod.getVolumes())
                .extracting(Volume::getName)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(mounted);
        Container scaph = pod.getContainers().get(0);
        assertThat(scaph.getPorts()).extracting(port -> port.getName()).containsExactly("metrics");
        for (var probe : List.of(scaph.getLivenessProbe(), scaph.getReadinessProbe())) {
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("metrics");
        }
        for (NetworkPolicy policy : Manifests.all(objects, NetworkPolicy.class)) {
            assertThat(policy.getSpec()
                            .getIngress()
                            .get(0)
                            .getPorts()
                            .get(0)
                            .getPort()
                            .getIntVal())
                    .isEqualTo(scaph.getPorts().get(0).getContainerPort());
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void aTokenIsThereOnlyWithRightsForItAndForTheContainerThatIsNotRoot(List<HasMetadata> objects) {
        PodSpec pod = pod(objects);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(Manifests.only(objects, ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        List<ClusterRole> roles = Manifests.all(objects, ClusterRole.class);
        boolean token = pod.getVolumes().stream().anyMatch(volume -> volume.getProjected() != null);
        assertThat(token).isEqualTo(!roles.isEmpty());
        if (token) {
            ClusterRoleBinding binding = Manifests.only(objects, ClusterRoleBinding.class);
            assertThat(binding.getRoleRef().getName())
                    .isEqualTo(roles.get(0).getMetadata().getName());
            Subject subject = binding.getSubjects().get(0);
            assertThat(List.of(subject.getKind(), subject.getNamespace(), subject.getName()))
                    .containsExactly("ServiceAccount", Manifests.NAMESPACE, pod.getServiceAccountName());
            assertThat(pod.getInitContainers().get(0).getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .containsExactly("virtual-devices");
        }
        for (NetworkPolicy policy : Manifests.all(objects, NetworkPolicy.class)) {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(policy.getSpec().getEgress()).hasSize(token ? 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void onlyHostPathsAndTheOpeningOfCountersKeepThePodFromTheProfileRestricted(List<HasMetadata> objects) {
        PodSpec pod = pod(objects);
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65_532);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        for (Container container : containers(pod)) {
            boolean opensCounters = container.getName().equals("open-counters");
            var context = container.getSecurityContext();
            assertThat(context.getPrivileged()).isNull();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd())
                    .containsExactlyElementsOf(opensCounters ? List.of("CHOWN") : List.of());
            assertThat(context.getRunAsUser()).isEqualTo(opensCounters ? Long.valueOf(0) : null);
            assertThat(container.getVolumeMounts())
                    .filteredOn(mount -> isHostPath(pod, mount.getName()))
                    .allMatch(mount -> opensCounters || mount.getReadOnly());
            Map<String, Quantity> limits = container.getResources().getLimits();
            container.getResources().getRequests().forEach((name, request) -> {
                assertThat(request.getNumericalAmount()).isPositive();
                if (limits.containsKey(name)) {
                    assertThat(request.getNumericalAmount())
                            .isLessThanOrEqualTo(limits.get(name).getNumericalAmount());
                }
            });
        }
        Manifests.all(objects, Namespace.class)
                .forEach(namespace -> assertThat(namespace.getMetadata().getLabels())
                        .containsEntry("pod-security.kubernetes.io/enforce", "privileged"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void noPodNeedsADirectoryThatNodesWithoutRaplLack(List<HasMetadata> objects) {
        assertThat(pod(objects).getVolumes())
                .filteredOn(volume -> volume.getHostPath() != null)
                .extracting(volume -> volume.getHostPath().getPath())
                .isSubsetOf("/proc", "/sys", "/sys/devices/virtual");
    }

    @Test
    void theKustomizationOfThePageSetsTheImageAndLabels() throws Exception {
        Files.createDirectories(directory.resolve("deploy"));
        Program.run(
                directory,
                List.of("cp", "-r", Manifests.DEPLOY.resolve("kubernetes").toString(), "deploy/kubernetes"));
        Path site = Files.createDirectories(directory.resolve("site"));
        String kustomization = found("(?s)```yaml\n(.*?)```").replace("overlays/names", "overlays/all")
                + found("(labels: \\[\\{pairs.*?)` in the kustomization") + "\n";
        Files.writeString(site.resolve("kustomization.yaml"), kustomization);

        List<HasMetadata> objects = Manifests.typed(Manifests.kustomize(site));

        assertThat(containers(pod(objects)))
                .extracting(Container::getImage)
                .containsExactly("registry.example/scaph:1", "registry.example/scaph:1");
        assertThat(Manifests.only(objects, PodMonitor.class).getMetadata().getLabels())
                .containsEntry("release", "prometheus");
    }

    static String page() throws Exception {
        return Files.readString(Manifests.DEPLOY.resolve("README.md"));
    }

    static String found(String pattern) throws Exception {
        Matcher matcher = Pattern.compile(pattern).matcher(page());
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    static PodSpec pod(List<HasMetadata> objects) {
        return Manifests.only(objects, DaemonSet.class).getSpec().getTemplate().getSpec();
    }

    private static List<Container> containers(PodSpec pod) {
        List<Container> containers = new ArrayList<>(pod.getInitContainers());
        containers.addAll(pod.getContainers());
        return containers;
    }

    private static boolean isHostPath(PodSpec pod, String name) {
        return pod.getVolumes().stream()
                .anyMatch(volume -> volume.getName().equals(name) && volume.getHostPath() != null);
    }
}
