package io.scaph.prometheus.internal.schema;

import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Scaphandre says of itself. It buffers readings; here they are added up, so the buffers are there and empty. */
record ScaphandreSelf(Facts facts, Sink sink) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,3})\\.(\\d{1,3}).*");

    void tell() {
        Teller teller = new Teller(sink);
        version(teller);
        teller.gauge(
                "scaph_self_cpu_usage_percent",
                "CPU time of scaph between the last two scrapes, in % of all CPUs",
                facts.self().lastCpuShare(),
                4);
        teller.gauge(
                "scaph_self_memory_virtual_bytes",
                "Address space of scaph",
                facts.self().virtualMemoryBytes());
        teller.gauge(
                "scaph_self_memory_bytes",
                "Memory of scaph that is resident",
                facts.self().memoryBytes());
        teller.gauge(
                "scaph_self_topo_procs_nb",
                "Processes in the ledger",
                facts.view().now().processes().size());
        teller.gauge("scaph_self_topo_stats_nb", "CPU statistics in a buffer: none, they are added up", 0);
        teller.gauge("scaph_self_topo_records_nb", "Readings in a buffer: none, they are added up", 0);
        perSocket("scaph_self_socket_stats_nb", "CPU statistics in a buffer of the socket: none, they are added up");
        perSocket("scaph_self_socket_records_nb", "Readings in a buffer of the socket: none, they are added up");
        sink.family(
                "scaph_self_domain_records_nb",
                Sink.Kind.GAUGE,
                "Readings in a buffer of the domain: none, they are added up");
        facts.view().now().topology().sockets().forEach((socket, domains) -> {
            for (Domain domain : domains) {
                LabelSet labels = LabelSet.builder()
                        .with("socket_id", Integer.toString(socket))
                        .with("rapl_domain_name", domain.kind().label())
                        .with("domain", domain.id())
                        .build();
                sink.point(labels, 0, 0);
            }
        });
    }

    private void version(Teller teller) {
        Matcher version = VERSION.matcher(facts.self().version());
        if (version.matches()) {
            String digits = version.group(2) + version.group(3);
            teller.gauge(
                    "scaph_self_version",
                    "The version as a number, 1.02 for 1.0.2; scaph_build_info has it as it is",
                    OptionalLong.of(Long.parseLong(version.group(1) + digits)),
                    digits.length());
        }
    }

    private void perSocket(String name, String help) {
        sink.family(name, Sink.Kind.GAUGE, help);
        for (int socket : facts.view().now().topology().sockets().keySet()) {
            sink.point(LabelSet.of("socket_id", Integer.toString(socket)), 0, 0);
        }
    }
}
