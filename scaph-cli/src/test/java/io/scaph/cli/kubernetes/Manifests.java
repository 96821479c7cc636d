package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.scaph.cli.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The objects of deploy/kubernetes, rendered by kubectl, and those of deploy/helm, rendered by Helm. */
final class Manifests {
    static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
    static final String NAMESPACE = "scaph";
    /** Every directory of deploy/kubernetes that can be applied, and the values by which the chart does the same. */
    static final Map<String, Map<String, String>> CHOICES = new TreeMap<>(Map.of(
            "base", Map.of(),
            "overlays/names", Map.of("names.enabled", "true"),
            "overlays/prometheus-operator", Map.of("prometheusOperator.enabled", "true"),
            "overlays/all", Map.of("names.enabled", "true", "prometheusOperator.enabled", "true")));

    private static final String KUBERNETES_VERSION = "1.32.0";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 Namespace", Namespace.class,
            "v1 ServiceAccount", ServiceAccount.class,
            "apps/v1 DaemonSet", DaemonSet.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class,
            "rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class,
            "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class);

    /** Rejects unknown fields, which the models would otherwise keep, and values of another type. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new NoUnknownFields(), new JacksonAnnotationIntrospector()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Manifests() {}

    /** Removes from every class the place for unknown fields. */
    private static final class NoUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /** The output of {@code kubectl kustomize} for a directory. */
    static List<Map<String, Object>> kustomize(Path directory) throws Exception {
        return parse(Program.run(directory, List.of("kubectl", "kustomize", ".")));
    }

    /** The output of {@code kubectl kustomize} for a directory in deploy/kubernetes. */
    static List<Map<String, Object>> kustomize(String directory) throws Exception {
        return kustomize(DEPLOY.resolve("kubernetes").resolve(directory));
    }

    /** The output of {@code helm template} for the chart with the given values. */
    static List<Map<String, Object>> chart(Map<String, String> values) {
        TemplateCommand template = new Helm(DEPLOY.resolve("helm/scaph"))
                .template()
                .withName("scaph")
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES_VERSION);
        values.forEach(template::set);
        return parse(template.call());
    }

    static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    @SuppressWarnings("unchecked") // every object of Kubernetes is a mapping with text as keys
    private static List<Map<String, Object>> parse(String yaml) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            objects.add((Map<String, Object>) object);
        }
        assertThat(objects).isNotEmpty().doesNotContainNull();
        return objects;
    }

    /** The objects as Kubernetes would take them. */
    static List<HasMetadata> typed(List<Map<String, Object>> objects) {
        List<HasMetadata> typed = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            Class<? extends HasMetadata> type = KINDS.get(object.get("apiVersion") + " " + object.get("kind"));
            assertThat(type).as("a known kind: %s", object).isNotNull();
            typed.add(STRICT.convertValue(object, type));
        }
        return typed;
    }

    /** All objects of a kind. */
    static <T> List<T> all(List<HasMetadata> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only object of a kind. */
    static <T> T only(List<HasMetadata> objects, Class<T> type) {
        List<T> all = all(objects, type);
        assertThat(all).as(type.getSimpleName()).hasSize(1);
        return all.get(0);
    }
}
