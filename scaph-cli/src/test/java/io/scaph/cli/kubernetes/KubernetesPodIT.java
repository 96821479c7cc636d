package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.scaph.cli.program.Program;
import io.scaph.cli.program.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The containers of deploy/kubernetes do on a node what they are there for. Needs root. */
@Timeout(300)
class KubernetesPodIT {
    private static final String POWERCAP = "devices/virtual/powercap";

    @TempDir
    Path directory;

    private static List<HasMetadata> objects(String kustomization) throws Exception {
        return Manifests.typed(Manifests.kustomize(kustomization));
    }

    /** Waits until a metric has a line with all of these parts. */
    private static String line(Server server, String metric, List<String> parts) throws Exception {
        for (int i = 0; i < 120; i++) {
            List<String> found = server.get("/metrics")
                    .lines()
                    .filter(line ->
                            line.startsWith(metric + "{") && parts.stream().allMatch(line::contains))
                    .toList();
            if (!found.isEmpty()) {
                return found.get(0);
            }
            Thread.sleep(500);
        }
        throw new AssertionError(metric + " has no line with " + parts + "\n" + server.log());
    }

    @Test
    void theOverlayNamesGivesNamesOfPodsAndContainers() throws Exception {
        try (SimulatedNode node = new SimulatedNode(directory);
                Pod pod = Pod.start(directory, node, objects("overlays/names"))) {
            assertThat(line(
                            pod.server(),
                            "scaph_container_energy_microjoules",
                            List.of("kubernetes_pod_name=\"shop-0\"", "container_names=\"app\"")))
                    .contains("kubernetes_pod_namespace=\"prod\"")
                    .contains("kubernetes_node_name=\"node-1\"");
            assertThat(pod.api().requests()).isNotEmpty().allMatch(request -> request.endsWith(" 200"));
            assertThat(pod.server().log()).doesNotContain("Exception");
        }
    }

    @Test
    void withoutThatOverlayContainersHaveIdsAndNothingIsAskedFor() throws Exception {
        try (SimulatedNode node = new SimulatedNode(directory);
                Pod pod = Pod.start(directory, node, objects("base"))) {
            assertThat(line(
                            pod.server(),
                            "scaph_container_energy_microjoules",
                            List.of("container_id=\"" + SimulatedNode.POD_CONTAINER + "\"")))
                    .contains("kubernetes_pod_uid=\"" + SimulatedNode.POD_UID + "\"")
                    .doesNotContain("kubernetes_pod_name");
            assertThat(pod.api().requests()).isEmpty();
        }
    }

    @Test
    void whatIsRequestedIsEnough() throws Exception {
        List<HasMetadata> objects = objects("overlays/names");
        Container container = Manifests.only(objects, DaemonSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        double requestedBytes = Objects.requireNonNull(
                        container.getResources().getRequests().get("memory"))
                .getNumericalAmount()
                .doubleValue();
        try (SimulatedNode node = new SimulatedNode(directory);
                Pod pod = Pod.start(directory, node, objects)) {
            line(pod.server(), "scaph_container_energy_microjoules", List.of("kubernetes_pod_name"));
            for (int i = 0; i < 50; i++) {
                pod.server().get("/metrics");
            }
            assertThat(pod.server().points("/metrics").get("scaph_self_memory_bytes"))
                    .isBetween(20e6, requestedBytes);
        }
    }

    @Test
    void theInitContainerOpensCountersAtEveryDepthAndNothingElse() throws Exception {
        List<Path> counters = new ArrayList<>();
        for (String zone : List.of(
                "intel-rapl/intel-rapl:0", "intel-rapl/intel-rapl:0/intel-rapl:0:0", "intel-rapl/psys/deep/deeper")) {
            Path zoneDirectory =
                    Files.createDirectories(directory.resolve(POWERCAP).resolve(zone));
            counters.add(closed(zoneDirectory.resolve("energy_uj")));
            closed(zoneDirectory.resolve("constraint_0_power_limit_uw"));
        }
        Pod.openTo(directory);
        String output = openCounters("--bounding-set=-all,+chown");

        assertThat(output).isEmpty();
        for (Path counter : counters) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(counter)))
                    .isEqualTo("r--r-----");
            assertThat(Program.run(directory, asScaph("cat", counter.toString())))
                    .isEqualTo("1\n");
            assertThat(Files.getAttribute(counter.resolveSibling("constraint_0_power_limit_uw"), "unix:gid"))
                    .isEqualTo(0);
        }
    }

    @Test
    void theInitContainerSaysWhatItCouldNotOpenAndDoesNotHoldUpThePod() throws Exception {
        assertThat(openCounters("--bounding-set=-all")).contains("no powercap zones");
        Path zone = Files.createDirectories(directory.resolve(POWERCAP).resolve("intel-rapl/intel-rapl:0"));
        closed(zone.resolve("energy_uj"));
        assertThat(openCounters("--bounding-set=-all")).contains("Cannot open all counters");
    }

    private static Path closed(Path file) throws Exception {
        Files.deleteIfExists(file);
        Files.writeString(file, "1\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    }

    private static List<String> asScaph(String... command) {
        List<String> all =
                new ArrayList<>(List.of("setpriv", "--reuid", "65532", "--regid", "65532", "--clear-groups"));
        all.addAll(List.of(command));
        return all;
    }

    private String openCounters(String capabilities) throws Exception {
        Container container = Manifests.only(objects("base"), DaemonSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getInitContainers()
                .get(0);
        List<String> command = new ArrayList<>(List.of("setpriv", "--inh-caps=-all", capabilities, "--no-new-privs"));
        for (String word : container.getCommand()) {
            command.add(word.replaceAll(Pattern.quote("/host/sys"), directory.toString()));
        }
        return Program.run(directory, command);
    }
}
