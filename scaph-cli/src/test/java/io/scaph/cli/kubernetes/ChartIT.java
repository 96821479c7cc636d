package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Helm chart, rendered by Helm itself, makes the same objects as the kustomizations. */
@Timeout(300)
class ChartIT {
    @Test
    void theChartMakesTheSameObjectsAsTheKustomizations() {
        assertThat(Manifests.CHOICES.keySet()).allSatisfy(choice -> {
            Map<String, Object> kustomized = comparable(Manifests.kustomize(choice));
            // The namespace is made before the chart is installed.
            assertThat(kustomized.remove("Namespace scaph")).isNotNull();
            assertThat(comparable(Manifests.chart(Objects.requireNonNull(Manifests.CHOICES.get(choice)))))
                    .isEqualTo(kustomized);
        });
    }

    @Test
    void helmFindsNoFaultInTheChart() {
        var result =
                new Helm(Manifests.DEPLOY.resolve("helm/scaph")).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void theChartRejectsAValueThatItDoesNotKnow() {
        Map<String, String> values = Map.of("name.enabled", "true");
        assertThatThrownBy(() -> Manifests.chart(values)).hasMessageContaining("name");
    }

    @Test
    void theValuesThatThePageSetsAreThoseOfTheChart() throws Exception {
        Map<String, String> values = new TreeMap<>();
        Matcher setting = Pattern.compile("--set (\\S+)=(\\S+)").matcher(KubernetesIT.page());
        while (setting.find()) {
            values.put(setting.group(1), setting.group(2));
        }
        assertThat(values).hasSize(3);

        List<HasMetadata> objects = Manifests.typed(Manifests.chart(values));

        assertThat(KubernetesIT.pod(objects).getContainers().get(0).getImage()).isEqualTo("registry.example/scaph:1");
        assertThat(Manifests.all(objects, ClusterRole.class)).hasSize(1);
    }

    @Test
    void thePrometheusRuleHoldsTheRulesOfPrometheus() throws Exception {
        assertThat(groups(Manifests.kustomize("overlays/prometheus-operator"))).isEqualTo(groupsOfFiles(""));
        assertThat(groups(Manifests.chart(Map.of("prometheusOperator.enabled", "true"))))
                .isEqualTo(groupsOfFiles(""));
        assertThat(groups(Manifests.chart(Map.of("prometheusOperator.enabled", "true", "schema", "semconv"))))
                .isEqualTo(groupsOfFiles("-semconv"));
    }

    private static Object groups(List<Map<String, Object>> objects) {
        Map<?, ?> rule = objects.stream()
                .filter(object -> "PrometheusRule".equals(object.get("kind")))
                .findFirst()
                .orElseThrow();
        Map<?, ?> spec = Objects.requireNonNull((Map<?, ?>) rule.get("spec"));
        return Objects.requireNonNull(spec.get("groups"));
    }

    private static List<Object> groupsOfFiles(String suffix) throws Exception {
        List<Object> groups = new ArrayList<>();
        for (String name : List.of("scaph-recording", "scaph-alerts")) {
            Map<?, ?> file =
                    (Map<?, ?>) Manifests.yaml(Manifests.DEPLOY.resolve("prometheus/" + name + suffix + ".yml"));
            groups.addAll((List<?>) file.get("groups"));
        }
        return groups;
    }

    /** By kind and name; of lists of named things the order does not matter. */
    private static Map<String, Object> comparable(List<Map<String, Object>> objects) {
        Map<String, Object> comparable = new TreeMap<>();
        for (Map<String, Object> object : objects) {
            Map<?, ?> metadata = Objects.requireNonNull((Map<?, ?>) object.get("metadata"));
            comparable.put(object.get("kind") + " " + metadata.get("name"), sorted(object));
        }
        return comparable;
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, content) -> sorted.put(key.toString(), sorted(content)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<Object> sorted =
                    new ArrayList<>(list.stream().map(ChartIT::sorted).toList());
            if (list.stream().allMatch(item -> item instanceof Map<?, ?> map && map.containsKey("name"))) {
                sorted.sort(Comparator.comparing(item -> String.valueOf(((Map<?, ?>) item).get("name"))));
            }
            return sorted;
        }
        return value;
    }
}
