package io.scaph.prometheus.internal.schema;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.MetricGroup;
import io.scaph.prometheus.internal.view.View;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * OpenTelemetry's conventions for hardware, in Prometheus' base units: joules and watts. Points of one family never contain
 * each other, so that {@code sum()} is right: components that are part of another one have a separate family.
 */
final class SemconvSchema implements Schema {
    private static final LabelSet OTHER = LabelSet.sameValue("other", "process_pid", "process_executable_name");

    /** OpenTelemetry's words for Kubernetes. */
    private static final Map<String, String> KUBERNETES = Map.of(
            "kubernetes_pod_name", "k8s_pod_name",
            "kubernetes_pod_namespace", "k8s_namespace_name",
            "kubernetes_node_name", "k8s_node_name");

    @Override
    public LabelSet process(ProcessInfo process, String since) {
        return LabelSet.NONE
                .with("process_pid", Long.toString(process.pid()))
                .with("process_executable_name", ProcessText.lastingName(process.name()))
                .with("process_executable_path", process.executable())
                .with("since", since)
                .with("process_command_line", process.commandLine().map(ProcessText::masked))
                .with("vm_name", process.virtualMachine())
                .with("systemd_unit", process.unit())
                .with(process.container(), SemconvSchema::describe)
                .with(process.job(), Schema::describe);
    }

    @Override
    public List<GroupLabels<?>> groups() {
        return List.of(
                GroupLabels.of(MetricGroup.CONTAINER, SemconvSchema::describe, "container_id", "container_name"),
                Schema.JOBS,
                Schema.units("systemd_unit"),
                Schema.users("user_id", "user_name"));
    }

    private static LabelSet describe(LabelSet labels, Container container) {
        return labels.with("container_id", container.id())
                .with("container_name", container.name())
                .with("container_runtime_name", container.runtime())
                .withForeign(container.labels(), KUBERNETES);
    }

    @Override
    public void write(MetricData data, Sink sink) {
        FamilyWriter out = new FamilyWriter(sink, EnergyUnit.JOULES);
        View view = data.view();
        host(view, out);
        EnergyFamilies energy = new EnergyFamilies(view, out, SemconvSchema::domain);
        List<Domain> disjoint = view.now().topology().hostWithoutPsys();
        Predicate<Domain> component = domain -> isComponent(domain, disjoint);
        energy.domains("hw", component);
        energy.domains("scaph_hw_detail", component.negate());
        energy.ranges();
        energy.corrections();
        energy.withoutProcess();
        processes(new ProcessFamilies(data, out, OTHER));
        energy.groups();
        new HostFamilies(data, out).inBaseUnits();
        out.value("scaph_self_memory_bytes", data.host().value("VmRSS"));
        new SelfFamilies(data, out).all();
    }

    private static void host(View view, FamilyWriter out) {
        LabelSet labels = LabelSet.NONE
                .with("hw_id", "host")
                .with("quality", view.now().quality().name().toLowerCase(Locale.ROOT));
        out.energy("hw_host", labels, view.now().host().energy());
        out.power("hw_host", labels, view.interval().host());
    }

    /** A wall meter and psys contain the others, even if there are no others. */
    private static boolean isComponent(Domain domain, List<Domain> disjoint) {
        return domain.kind() != DomainKind.PSYS && domain.kind() != DomainKind.WALL && disjoint.contains(domain);
    }

    private static LabelSet domain(Domain domain) {
        LabelSet labels = LabelSet.NONE
                .with("hw_id", domain.id())
                .with("hw_name", domain.kind().label())
                .with("hw_type", type(domain.kind()));
        boolean inside = domain.kind().insidePackage() && domain.socket().isPresent();
        return labels.with("hw_parent", inside ? "package-" + domain.socket().getAsInt() : "host");
    }

    private static String type(DomainKind kind) {
        return switch (kind) {
            case WALL -> "power_supply";
            case PSYS -> "enclosure";
            case PACKAGE, CORE, UNCORE -> "cpu";
            case DRAM -> "memory";
            case GPU -> "gpu";
            case DISK -> "physical_disk";
            case NETWORK -> "network";
        };
    }

    private static void processes(ProcessFamilies processes) {
        processes.power("scaph_process_power_watts");
        processes.energy();
        processes.totalCpuSeconds("scaph_process_cpu_seconds_total");
        processes.memory();
        processes.resources("scaph_process_disk_read_bytes_total", Resources::diskReadBytes);
        processes.resources("scaph_process_disk_written_bytes_total", Resources::diskWrittenBytes);
    }
}
