package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.GroupKind;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.Line;
import io.scaph.prometheus.internal.view.View;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * OpenTelemetry's conventions for hardware, in Prometheus' base units: joules and watts. Points of one family never contain
 * each other, so that {@code sum()} is right: components of which one is part of another stand in a family of their own.
 */
final class SemconvSchema implements Schema {
    private static final int MICRO = 6;
    private static final LabelSet OTHER = LabelSet.builder()
            .with("process_pid", "other")
            .with("process_executable_name", "other")
            .build();

    private static final LabelSet OTHER_CONTAINERS = LabelSet.builder()
            .with("container_id", "other")
            .with("container_name", "other")
            .build();
    private static final LabelSet OTHER_USERS = LabelSet.builder()
            .with("user_id", "other")
            .with("user_name", "other")
            .build();

    /** OpenTelemetry's words for Kubernetes and containers. */
    private static final Map<String, String> KUBERNETES = Map.of(
            "kubernetes_pod_name", "k8s_pod_name",
            "kubernetes_pod_namespace", "k8s_namespace_name",
            "kubernetes_node_name", "k8s_node_name");

    @Override
    public LabelSet process(ProcessInfo process, String since) {
        LabelSet.Builder labels = LabelSet.builder()
                .with("process_pid", Long.toString(process.pid()))
                .with("process_executable_name", Names.lasting(process.name()))
                .with("process_executable_path", process.executable())
                .with("since", since)
                .with("process_command_line", process.commandLine().map(Secrets::masked))
                .with("vm_name", process.virtualMachine())
                .with("systemd_unit", process.unit());
        process.container().ifPresent(container -> describe(labels, container));
        process.job().ifPresent(job -> JobLabels.describe(labels, job));
        return labels.build();
    }

    @Override
    public List<GroupLabels<?>> groups() {
        return List.of(
                new GroupLabels<>(GroupKind.CONTAINER, SemconvSchema::container, OTHER_CONTAINERS),
                JobLabels.GROUP,
                new GroupLabels<>(GroupKind.UNIT, SemconvSchema::unit, LabelSet.of("systemd_unit", "other")),
                new GroupLabels<>(GroupKind.USER, SemconvSchema::user, OTHER_USERS));
    }

    private static LabelSet container(Container container, String since) {
        LabelSet.Builder labels = LabelSet.builder();
        describe(labels, container);
        return labels.with("since", since).build();
    }

    private static LabelSet unit(Unit unit, String since) {
        return LabelSet.builder()
                .with("systemd_unit", unit.name())
                .with("since", since)
                .build();
    }

    private static LabelSet user(User user, String since) {
        return LabelSet.builder()
                .with("user_id", Long.toString(user.uid()))
                .with("user_name", user.name())
                .with("since", since)
                .build();
    }

    private static void describe(LabelSet.Builder labels, Container container) {
        labels.with("container_id", container.id())
                .with("container_name", container.name())
                .with("container_runtime_name", container.runtime());
        container.labels().forEach((name, value) -> labels.withForeign(KUBERNETES.getOrDefault(name, name), value));
    }

    @Override
    public void tell(Facts facts, Sink sink) {
        host(facts.view(), sink);
        components(facts.view().interval(), sink);
        RangeFamilies.inWatts(SemconvSchema::domain).tell(facts.view().interval(), sink);
        CorrectionFamilies.tell(facts.view().now().domains(), SemconvSchema::domain, sink);
        others(facts.view(), sink);
        processes(new ProcessColumns(facts, sink), facts, sink);
        facts.view().groups().forEach(GroupFamilies.inJoules(sink)::tell);
        new HostFamilies(facts, sink).tellInBaseUnits();
        Teller teller = new Teller(sink);
        teller.gauge(
                "scaph_self_memory_bytes",
                "Memory of scaph that is resident",
                facts.self().memoryBytes());
        SelfFamilies.tell(facts, sink);
    }

    private static void host(View view, Sink sink) {
        Snapshot now = view.now();
        LabelSet labels = LabelSet.builder()
                .with("hw_id", "host")
                .with("quality", now.quality().name().toLowerCase(Locale.ROOT))
                .build();
        sink.family(
                "hw_host_energy_joules_total",
                Sink.Kind.COUNTER,
                "Energy of the host since scaph was started: of psys if there is one that is sane, else of packages and memory");
        sink.point(labels, now.host().energy().microjoules(), MICRO);
        OptionalLong power = View.microwatts(view.interval().host());
        if (power.isPresent()) {
            sink.family(
                    "hw_host_power_watts",
                    Sink.Kind.GAUGE,
                    "Power of the host over the last tick; absent while a part of it is unknown");
            sink.point(labels, power.getAsLong(), MICRO);
        }
    }

    private static void components(Interval interval, Sink sink) {
        String sum = "; the sum is that of all components that are measured apart";
        String parts =
                "Of psys, of cores and of other parts of components and whatever repeats them: never add it to those. ";
        energy(interval, sink, "hw_energy_joules_total", "Energy of a component since scaph was started" + sum, true);
        power(interval, sink, "hw_power_watts", "Power of a component over the last tick" + sum, true);
        energy(interval, sink, "scaph_hw_detail_energy_joules_total", parts + "Energy since scaph was started", false);
        power(interval, sink, "scaph_hw_detail_power_watts", parts + "Power over the last tick", false);
    }

    private static void energy(Interval interval, Sink sink, String name, String help, boolean counted) {
        sink.family(name, Sink.Kind.COUNTER, help);
        List<Domain> disjoint = interval.to().topology().hostWithoutPsys();
        for (DomainEnergy domain : interval.to().domains()) {
            if (isComponent(domain.domain(), disjoint) == counted) {
                sink.point(domain(domain.domain()).build(), domain.energy().microjoules(), MICRO);
            }
        }
    }

    private static void power(Interval interval, Sink sink, String name, String help, boolean counted) {
        sink.family(name, Sink.Kind.GAUGE, help);
        List<Domain> disjoint = interval.to().topology().hostWithoutPsys();
        for (DomainEnergy domain : interval.to().domains()) {
            if (isComponent(domain.domain(), disjoint) == counted) {
                View.microwatts(interval.domain(domain.domain()))
                        .ifPresent(power -> sink.point(domain(domain.domain()).build(), power, MICRO));
            }
        }
    }

    /** A wall meter and psys contain the others, even where there is nothing else. */
    private static boolean isComponent(Domain domain, List<Domain> disjoint) {
        return domain.kind() != DomainKind.PSYS && domain.kind() != DomainKind.WALL && disjoint.contains(domain);
    }

    private static LabelSet.Builder domain(Domain domain) {
        LabelSet.Builder labels = LabelSet.builder()
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

    private static void others(View view, Sink sink) {
        Snapshot now = view.now();
        joules(
                sink,
                "scaph_idle",
                "Energy of capacity that nobody used",
                now.idle().microjoules());
        joules(
                sink,
                "scaph_unattributed",
                "Energy that can't be tied to a process that is known",
                now.unattributed().microjoules());
        joules(
                sink,
                "scaph_interrupt",
                "Of the unattributed energy, that of interrupts",
                now.interrupts().microjoules());
        joules(
                sink,
                "scaph_stolen",
                "Of the unattributed energy, that of the time in which a hypervisor ran others",
                now.stolen().microjoules());
        joules(
                sink,
                "scaph_ended",
                "The last values of process lines that are no more: for sums of totals only, since rates have seen that"
                        + " energy when it was used",
                view.listing().endedMicrojoules());
        Teller teller = new Teller(sink);
        teller.gauge(
                "scaph_idle_power_watts",
                "Power of capacity that nobody used",
                View.microwatts(view.interval().idle()),
                MICRO);
        teller.gauge(
                "scaph_unattributed_power_watts",
                "Power that can't be tied to a process that is known",
                View.microwatts(view.interval().unattributed()),
                MICRO);
        teller.gauge(
                "scaph_processes_without_line",
                "Processes that have no line of their own and are counted in the line 'other'",
                view.listing().others());
    }

    private static void joules(Sink sink, String name, String help, long microjoules) {
        sink.family(name + "_energy_joules_total", Sink.Kind.COUNTER, help);
        sink.point(LabelSet.NONE, microjoules, MICRO);
    }

    private static void processes(ProcessColumns columns, Facts facts, Sink sink) {
        columns.power("scaph_process_power_watts", "Power of the process over the last tick", OTHER, MICRO);
        columns.energy(
                "scaph_process_energy_joules_total",
                "Energy of the process for as long as it has had this line; other is all processes without one, and the first 15 s of"
                        + " each line",
                OTHER,
                MICRO);
        columns.deviceEnergy(
                "scaph_process_device_energy_joules_total",
                "Of the energy of the process, that of devices such as GPUs",
                OTHER,
                MICRO);
        sink.family(
                "scaph_process_cpu_seconds_total",
                Sink.Kind.COUNTER,
                "CPU time of the process since scaph was started");
        for (Line<?> line : facts.view().listing().lines()) {
            sink.point(line.labels(), line.cpuNanos(), 9);
        }
        columns.resources(
                "scaph_process_memory_bytes",
                Sink.Kind.GAUGE,
                "Memory of the process that is resident",
                its -> OptionalLong.of(its.memoryBytes()));
        columns.resources(
                "scaph_process_memory_virtual_bytes",
                Sink.Kind.GAUGE,
                "Address space of the process",
                its -> OptionalLong.of(its.virtualMemoryBytes()));
        columns.resources(
                "scaph_process_disk_read_bytes_total",
                Sink.Kind.COUNTER,
                "Bytes that the process made disks read since it started",
                its -> its.diskReadBytes());
        columns.resources(
                "scaph_process_disk_written_bytes_total",
                Sink.Kind.COUNTER,
                "Bytes that the process made disks write since it started",
                its -> its.diskWrittenBytes());
    }
}
