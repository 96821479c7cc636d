package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.View;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Scaphandre's names, units and labels, so that its dashboards work, with what it lacks: energy of processes, and of what is
 * no process.
 */
final class ScaphandreSchema implements Schema {
    private static final LabelSet OTHER = LabelSet.builder()
            .with("pid", "other")
            .with("exe", "other")
            .with("comm", "other")
            .build();

    @Override
    public LabelSet process(ProcessInfo process, String since) {
        return ScaphandreLabels.process(process, since);
    }

    @Override
    public List<GroupLabels<?>> groups() {
        return ScaphandreLabels.GROUPS;
    }

    @Override
    public void tell(Facts facts, Sink sink) {
        host(facts.view(), sink);
        new HostFamilies(facts, sink).tellLikeScaphandre();
        sockets(facts.view().interval(), sink);
        domains(facts.view().interval(), sink);
        devices(facts.view().interval(), sink);
        RangeFamilies.inMicrowatts(ScaphandreSchema::domain).tell(facts.view().interval(), sink);
        CorrectionFamilies.tell(facts.view().now().domains(), ScaphandreSchema::domain, sink);
        others(facts.view(), sink);
        processes(new ProcessColumns(facts, sink), facts, sink);
        facts.view().groups().forEach(GroupFamilies.inMicrojoules(sink)::tell);
        new ScaphandreSelf(facts, sink).tell();
        SelfFamilies.tell(facts, sink);
    }

    private static void host(View view, Sink sink) {
        Snapshot now = view.now();
        LabelSet source = LabelSet.of("value_source", source(now));
        sink.family(
                "scaph_host_energy_microjoules",
                Sink.Kind.COUNTER,
                "Energy of the host since scaph was started, in microjoules: of psys if there is one that is sane, else of packages"
                        + " and memory");
        sink.point(source, now.host().energy().microjoules(), 0);
        OptionalLong power = View.microwatts(view.interval().host());
        if (power.isPresent()) {
            sink.family(
                    "scaph_host_power_microwatts",
                    Sink.Kind.GAUGE,
                    "Power of the host over the last tick, in microwatts; absent while a part of it is unknown");
            sink.point(source, power.getAsLong(), 0);
        }
        now.domains().stream()
                .filter(domain -> domain.domain().kind() == DomainKind.PSYS)
                .findFirst()
                .ifPresent(psys -> {
                    sink.family(
                            "scaph_host_rapl_psys_microjoules",
                            Sink.Kind.COUNTER,
                            "Energy of the domain psys, in microjoules, whether or not it counts as the host");
                    sink.point(LabelSet.NONE, psys.energy().microjoules(), 0);
                });
    }

    private static String source(Snapshot now) {
        String sensor = now.sensorNames();
        if (!sensor.equals("powercap")) {
            return sensor;
        }
        boolean psys = now.root().stream().anyMatch(domain -> domain.kind() == DomainKind.PSYS);
        return psys ? "powercap_rapl_psys" : "powercap_rapl_pkg";
    }

    private static void sockets(Interval interval, Sink sink) {
        Snapshot now = interval.to();
        List<Domain> counted = now.topology().hostWithoutPsys();
        sink.family(
                "scaph_socket_energy_microjoules",
                Sink.Kind.COUNTER,
                "Energy of a CPU package, in microjoules; its memory stands beside it");
        for (Map.Entry<Integer, List<Domain>> socket : now.topology().sockets().entrySet()) {
            List<Domain> packages = packages(socket.getValue(), counted);
            if (!packages.isEmpty()) {
                long energy = 0;
                for (Domain domain : packages) {
                    energy += energy(now, domain);
                }
                sink.point(socket(socket.getKey()), energy, 0);
            }
        }
        sink.family(
                "scaph_socket_power_microwatts",
                Sink.Kind.GAUGE,
                "Power of a CPU package over the last tick, in microwatts");
        for (Map.Entry<Integer, List<Domain>> socket : now.topology().sockets().entrySet()) {
            power(interval, packages(socket.getValue(), counted))
                    .ifPresent(power -> sink.point(socket(socket.getKey()), power, 0));
        }
    }

    private static LabelSet socket(int socket) {
        return LabelSet.of("socket_id", Integer.toString(socket));
    }

    private static List<Domain> packages(List<Domain> ofSocket, List<Domain> counted) {
        return ofSocket.stream()
                .filter(domain -> domain.kind() == DomainKind.PACKAGE && counted.contains(domain))
                .toList();
    }

    private static long energy(Snapshot now, Domain domain) {
        return now.domains()
                .get(now.topology().domains().indexOf(domain))
                .energy()
                .microjoules();
    }

    /** Empty if there are none, or if one is unknown. */
    private static OptionalLong power(Interval interval, List<Domain> domains) {
        double watts = 0;
        for (Domain domain : domains) {
            Usage usage = interval.domain(domain);
            if (usage.power().isEmpty()) {
                return OptionalLong.empty();
            }
            watts += usage.power().getAsDouble();
        }
        return domains.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.round(watts * 1e6));
    }

    private static void domains(Interval interval, Sink sink) {
        List<DomainEnergy> details = interval.to().domains().stream()
                .filter(domain -> isDetail(domain.domain()))
                .toList();
        energies(
                sink,
                details,
                "scaph_domain_energy_microjoules",
                "Energy of a domain of a socket, in microjoules; core and uncore are part of their package, so never add them"
                        + " to it");
        powers(
                sink,
                interval,
                details,
                "scaph_domain_power_microwatts",
                "Power of a domain of a socket over the last tick, in microwatts");
    }

    /** Only where there are devices: elsewhere these would be families without a point. */
    private static void devices(Interval interval, Sink sink) {
        List<DomainEnergy> devices = interval.to().domains().stream()
                .filter(domain -> isDevice(domain.domain()))
                .toList();
        if (!devices.isEmpty()) {
            energies(
                    sink,
                    devices,
                    "scaph_device_energy_microjoules",
                    "Energy of a device that is not part of a CPU package, such as a GPU, in microjoules");
            powers(
                    sink,
                    interval,
                    devices,
                    "scaph_device_power_microwatts",
                    "Power of a device that is not part of a CPU package over the last tick, in microwatts");
        }
    }

    private static void energies(Sink sink, List<DomainEnergy> domains, String name, String help) {
        sink.family(name, Sink.Kind.COUNTER, help);
        for (DomainEnergy domain : domains) {
            sink.point(domain(domain.domain()).build(), domain.energy().microjoules(), 0);
        }
    }

    private static void powers(Sink sink, Interval interval, List<DomainEnergy> domains, String name, String help) {
        sink.family(name, Sink.Kind.GAUGE, help);
        for (DomainEnergy domain : domains) {
            View.microwatts(interval.domain(domain.domain()))
                    .ifPresent(power -> sink.point(domain(domain.domain()).build(), power, 0));
        }
    }

    /** A package is shown as the socket; its dies are details. */
    private static boolean isDetail(Domain domain) {
        return domain.socket().isPresent()
                && (domain.kind() != DomainKind.PACKAGE || domain.die().isPresent());
    }

    /** psys has a family of its own. */
    private static boolean isDevice(Domain domain) {
        return domain.socket().isEmpty() && domain.kind() != DomainKind.PSYS;
    }

    private static LabelSet.Builder domain(Domain domain) {
        LabelSet.Builder labels = LabelSet.builder();
        if (domain.socket().isPresent()) {
            labels.with("socket_id", Integer.toString(domain.socket().getAsInt()));
        }
        // Scaphandre's is the last number of a sub-zone.
        String[] zone = domain.zone().split(":", -1);
        return labels.with("domain_id", zone.length == 3 ? zone[2] : domain.id())
                .with("domain_name", domain.kind().label())
                .with("domain", domain.id());
    }

    private static void others(View view, Sink sink) {
        Snapshot now = view.now();
        Interval interval = view.interval();
        Teller teller = new Teller(sink);
        teller.counter(
                "scaph_idle_energy_microjoules",
                "Energy of capacity that nobody used, in microjoules",
                now.idle().microjoules());
        teller.gauge(
                "scaph_idle_power_microwatts",
                "Power of capacity that nobody used, over the last tick, in microwatts",
                View.microwatts(interval.idle()));
        teller.counter(
                "scaph_unattributed_energy_microjoules",
                "Energy that can't be tied to a process that is known, in microjoules",
                now.unattributed().microjoules());
        teller.gauge(
                "scaph_unattributed_power_microwatts",
                "Power that can't be tied to a process that is known, over the last tick, in microwatts",
                View.microwatts(interval.unattributed()));
        teller.counter(
                "scaph_interrupt_energy_microjoules",
                "Of the unattributed energy, that of interrupts, in microjoules",
                now.interrupts().microjoules());
        teller.counter(
                "scaph_stolen_energy_microjoules",
                "Of the unattributed energy, that of the time in which a hypervisor ran others, in microjoules",
                now.stolen().microjoules());
        teller.counter(
                "scaph_ended_energy_microjoules",
                "The last values of process lines that are no more, in microjoules: for sums of totals only, since rates have"
                        + " seen that energy when it was used",
                view.listing().endedMicrojoules());
        teller.gauge(
                "scaph_processes_without_line",
                "Processes that have no line of their own and are counted in the line 'other'",
                view.listing().others());
    }

    private static void processes(ProcessColumns columns, Facts facts, Sink sink) {
        columns.power(
                "scaph_process_power_consumption_microwatts",
                "Power of the process over the last tick, in microwatts",
                OTHER,
                0);
        columns.energy(
                "scaph_process_energy_microjoules",
                "Energy of the process for as long as it has had this line, in microjoules; other is all processes without one, and the"
                        + " first 15 s of each line",
                OTHER,
                0);
        columns.deviceEnergy(
                "scaph_process_device_energy_microjoules",
                "Of the energy of the process, that of devices such as GPUs, in microjoules",
                OTHER,
                0);
        new CpuShares(facts, sink)
                .tell(
                        "scaph_process_cpu_usage_percentage",
                        "CPU time of the process over the last tick, in % of all CPUs",
                        OTHER);
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
        columns.growth(
                "scaph_process_disk_read_bytes",
                "Bytes that the process made disks read in the last few seconds",
                its -> its.diskReadBytes());
        columns.growth(
                "scaph_process_disk_write_bytes",
                "Bytes that the process made disks write in the last few seconds",
                its -> its.diskWrittenBytes());
        columns.resources(
                "scaph_process_disk_total_read_bytes",
                Sink.Kind.COUNTER,
                "Bytes that the process made disks read since it started",
                its -> its.diskReadBytes());
        columns.resources(
                "scaph_process_disk_total_write_bytes",
                Sink.Kind.COUNTER,
                "Bytes that the process made disks write since it started",
                its -> its.diskWrittenBytes());
    }
}
