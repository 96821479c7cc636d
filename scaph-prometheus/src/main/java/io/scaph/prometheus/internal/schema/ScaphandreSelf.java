package io.scaph.prometheus.internal.schema;

import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Scaphandre reports of itself. It buffers readings; scaph adds them up, so the sizes of its buffers are always 0. */
record ScaphandreSelf(MetricData data, FamilyWriter out) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,3})\\.(\\d{1,3}).*");

    void all() {
        SelfCost self = data.self();
        version(self.version());
        out.gauge(
                "scaph_self_cpu_usage_percent",
                "CPU time of scaph between the last two scrapes, in % of all CPUs",
                self.lastCpuShare(),
                4);
        out.gauge("scaph_self_memory_virtual_bytes", "Address space of scaph", self.virtualMemoryBytes());
        out.gauge("scaph_self_memory_bytes", "Memory of scaph that is resident", self.memoryBytes());
        out.gauge(
                "scaph_self_topo_procs_nb",
                "Processes in the ledger",
                data.view().now().processes().size());
        out.gauge("scaph_self_topo_stats_nb", "CPU statistics in a buffer: none, they are added up", 0);
        out.gauge("scaph_self_topo_records_nb", "Readings in a buffer: none, they are added up", 0);
        perSocket("scaph_self_socket_stats_nb", "CPU statistics in a buffer of the socket: none, they are added up");
        perSocket("scaph_self_socket_records_nb", "Readings in a buffer of the socket: none, they are added up");
        out.sink()
                .family(
                        "scaph_self_domain_records_nb",
                        Kind.GAUGE,
                        "Readings in a buffer of the domain: none, they are added up");
        data.view().now().topology().sockets().forEach((socket, domains) -> {
            for (Domain domain : domains) {
                LabelSet labels = LabelSet.builder()
                        .with("socket_id", Integer.toString(socket))
                        .with("rapl_domain_name", domain.kind().label())
                        .with("domain", domain.id())
                        .build();
                out.sink().point(labels, 0, 0);
            }
        });
    }

    private void version(String text) {
        Matcher version = VERSION.matcher(text);
        if (version.matches()) {
            String digits = version.group(2) + version.group(3);
            out.gauge(
                    "scaph_self_version",
                    "The version as a number, 1.02 for 1.0.2; scaph_build_info has it as it is",
                    OptionalLong.of(Long.parseLong(version.group(1) + digits)),
                    digits.length());
        }
    }

    private void perSocket(String name, String help) {
        out.sink().family(name, Kind.GAUGE, help);
        for (int socket : data.view().now().topology().sockets().keySet()) {
            out.sink().point(LabelSet.of("socket_id", Integer.toString(socket)), 0, 0);
        }
    }
}
