package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scaphandre's names, units and labels, so that its dashboards work, and additions in the same style: the energy of processes,
 * and the energy that belongs to no process.
 */
final class ScaphandreSchema implements Schema {
    private static final LabelSet OTHER = LabelSet.sameValue("other", "pid", "exe", "comm");

    @Override
    public LabelSet process(ProcessInfo process, String since) {
        return LabelSet.NONE
                .with("pid", Long.toString(process.pid()))
                .with("exe", process.executable())
                .with("comm", ProcessText.lastingName(process.name()))
                .with("since", since)
                .with("cmdline", process.commandLine().map(ProcessText::masked))
                .with("vmname", process.virtualMachine())
                .with("unit", process.unit())
                .with(process.container(), ScaphandreSchema::describe)
                .with(process.job(), Schema::describe);
    }

    @Override
    public List<GroupLabels<?>> groups() {
        return List.of(
                GroupLabels.of(MetricGroup.CONTAINER, ScaphandreSchema::describe, "container_id", "container_names"),
                Schema.JOBS,
                Schema.units("unit"),
                Schema.users("uid", "user"));
    }

    private static LabelSet describe(LabelSet labels, Container container) {
        return labels.with("container_scheduler", container.scheduler())
                .with("container_runtime", container.runtime())
                .with("container_id", container.id())
                .with("container_names", container.name())
                .withForeign(container.labels(), Map.of());
    }

    @Override
    public void write(MetricData data, Sink sink) {
        FamilyWriter out = new FamilyWriter(sink, EnergyUnit.MICROJOULES);
        View view = data.view();
        host(view, out);
        new HostFamilies(data, out).likeScaphandre();
        sockets(view.interval(), out);
        EnergyFamilies energy = new EnergyFamilies(view, out, ScaphandreSchema::domain);
        energy.domains("scaph_domain", ScaphandreSchema::isDetail);
        energy.domains("scaph_device", ScaphandreSchema::isDevice);
        energy.ranges();
        energy.corrections();
        energy.withoutProcess();
        processes(new ProcessFamilies(data, out, OTHER));
        energy.groups();
        SelfFamilies self = new SelfFamilies(data, out);
        self.likeScaphandre();
        self.all();
    }

    private static void host(View view, FamilyWriter out) {
        Snapshot now = view.now();
        LabelSet source = LabelSet.NONE.with("value_source", source(now));
        out.energy("scaph_host", source, now.host().energy());
        out.power("scaph_host", source, view.interval().host());
        now.domains().stream()
                .filter(domain -> domain.domain().kind() == DomainKind.PSYS)
                .findFirst()
                .ifPresent(psys -> out.value(
                        "scaph_host_rapl_psys_microjoules", psys.energy().microjoules()));
    }

    private static String source(Snapshot now) {
        String sensor = now.sensorNames();
        if (!sensor.equals("powercap")) {
            return sensor;
        }
        boolean psys = now.root().stream().anyMatch(domain -> domain.kind() == DomainKind.PSYS);
        return psys ? "powercap_rapl_psys" : "powercap_rapl_pkg";
    }

    /** The dies of a package are added up. */
    private static void sockets(Interval interval, FamilyWriter out) {
        Map<Integer, List<Domain>> packages = interval.to().topology().hostWithoutPsys().stream()
                .filter(domain ->
                        domain.kind() == DomainKind.PACKAGE && domain.socket().isPresent())
                .collect(
                        Collectors.groupingBy(domain -> domain.socket().getAsInt(), TreeMap::new, Collectors.toList()));
        out.family("scaph_socket_energy_microjoules");
        packages.forEach((socket, dies) -> out.sink().point(socket(socket), energy(interval.to(), dies), 0));
        out.family("scaph_socket_power_microwatts");
        packages.forEach((socket, dies) -> {
            // Not a number if the power of one is unknown.
            double watts = dies.stream()
                    .mapToDouble(die -> interval.domain(die).power().orElse(Double.NaN))
                    .sum();
            if (!Double.isNaN(watts)) {
                out.sink().point(socket(socket), Math.round(watts * 1e6), 0);
            }
        });
    }

    private static LabelSet socket(int socket) {
        return LabelSet.NONE.with("socket_id", Integer.toString(socket));
    }

    private static long energy(Snapshot now, List<Domain> domains) {
        return now.domains().stream()
                .filter(domain -> domains.contains(domain.domain()))
                .mapToLong(domain -> domain.energy().microjoules())
                .sum();
    }

    /** A package is shown as the socket; its dies are details. */
    private static boolean isDetail(Domain domain) {
        return domain.socket().isPresent()
                && (domain.kind() != DomainKind.PACKAGE || domain.die().isPresent());
    }

    /** psys has a separate family. */
    private static boolean isDevice(Domain domain) {
        return domain.socket().isEmpty() && domain.kind() != DomainKind.PSYS;
    }

    private static LabelSet domain(Domain domain) {
        // Scaphandre's is the last number of a sub-zone.
        String[] zone = domain.zone().split(":", -1);
        String socket =
                domain.socket().isPresent() ? Integer.toString(domain.socket().getAsInt()) : "";
        return LabelSet.NONE
                .with("socket_id", socket)
                .with("domain_id", zone.length == 3 ? zone[2] : domain.id())
                .with("domain_name", domain.kind().label())
                .with("domain", domain.id());
    }

    private static void processes(ProcessFamilies processes) {
        processes.power("scaph_process_power_consumption_microwatts");
        processes.energy();
        processes.cpuPercentage("scaph_process_cpu_usage_percentage");
        processes.memory();
        processes.growth("scaph_process_disk_read_bytes", Resources::diskReadBytes);
        processes.growth("scaph_process_disk_write_bytes", Resources::diskWrittenBytes);
        processes.resources("scaph_process_disk_total_read_bytes", Resources::diskReadBytes);
        processes.resources("scaph_process_disk_total_write_bytes", Resources::diskWrittenBytes);
    }
}
