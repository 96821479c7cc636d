package io.scaph.cli.sensor;

import io.scaph.api.spi.Availability;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import io.scaph.cli.command.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sensors and what they find on this host, as text or as JSON. */
final class SensorListing {
    private final List<SensorReport> reports;

    SensorListing(List<SensorReport> reports) {
        this.reports = reports;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (SensorReport report : reports) {
            text.append(report.name()).append(": ").append(report.description()).append('\n');
            Availability availability = report.availability();
            if (!availability.isAvailable()) {
                line(text, "can't work here: " + availability.reason());
                line(text, "remedy: " + availability.remedy());
            } else {
                line(text, "works here: " + availability.reason());
                if (report.complements()) {
                    line(text, "is opened in addition to the sensor of the CPUs");
                }
            }
            availability.topology().ifPresent(topology -> describe(text, topology));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }

    private static void describe(StringBuilder text, Topology topology) {
        String host = String.join(" + ", ids(topology.host()));
        line(text, "host: " + (host.isEmpty() ? "no domains to add up" : host));
        if (!topology.host().equals(topology.hostWithoutPsys())) {
            String packages = String.join(" + ", ids(topology.hostWithoutPsys()));
            line(text, "      " + packages + " if psys proves to be less than its packages");
        }
        withoutSocket(topology).forEach(domain -> domain(text, topology, domain));
        topology.sockets().forEach((socket, domains) -> {
            line(text, "socket " + socket);
            domains.forEach(domain -> domain(text, topology, domain));
        });
        if (!topology.ignored().isEmpty()) {
            line(text, "ignored");
            for (IgnoredZone zone : topology.ignored()) {
                line(text, "  " + zone.zone() + ": " + zone.reason());
            }
        }
    }

    private static void domain(StringBuilder text, Topology topology, Domain domain) {
        String counted = topology.host().contains(domain) ? "  counted" : "";
        String remark = domain.remark().map(words -> "  (" + words + ")").orElse("");
        line(
                text,
                String.format(Locale.ROOT, "  %-20s %-24s%s%s", domain.id(), domain.zone(), counted, remark)
                        .stripTrailing());
    }

    private static List<String> ids(List<Domain> domains) {
        return domains.stream().map(Domain::id).toList();
    }

    /** Those of no socket, such as psys. */
    private static List<Domain> withoutSocket(Topology topology) {
        return topology.domains().stream()
                .filter(domain -> domain.socket().isEmpty())
                .toList();
    }

    String json() throws IOException {
        Map<String, Object> json =
                Map.of("sensors", reports.stream().map(SensorListing::json).toList());
        return JsonText.of(json, true) + "\n";
    }

    private static Map<String, @Nullable Object> json(SensorReport report) {
        Availability availability = report.availability();
        boolean available = availability.isAvailable();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", report.name());
        json.put("description", report.description());
        json.put("complements", report.complements());
        json.put("available", available);
        json.put("reason", availability.reason());
        json.put("remedy", available ? null : availability.remedy());
        json.put("topology", availability.topology().map(SensorListing::json).orElse(null));
        return json;
    }

    private static Map<String, Object> json(Topology topology) {
        List<Map<String, Object>> sockets = new ArrayList<>();
        topology.sockets().forEach((socket, domains) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", socket);
            json.put("domains", json(topology, domains));
            sockets.add(json);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sockets", sockets);
        json.put("domains", json(topology, withoutSocket(topology)));
        json.put("host", ids(topology.host()));
        json.put("host_without_psys", ids(topology.hostWithoutPsys()));
        json.put("ignored", topology.ignored().stream().map(SensorListing::json).toList());
        return json;
    }

    private static Map<String, Object> json(IgnoredZone zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("zone", zone.zone());
        json.put("reason", zone.reason());
        return json;
    }

    private static List<Map<String, Object>> json(Topology topology, List<Domain> domains) {
        return domains.stream().map(domain -> json(topology, domain)).toList();
    }

    private static Map<String, Object> json(Topology topology, Domain domain) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", domain.kind().label());
        json.put("id", domain.id());
        json.put("zone", domain.zone());
        json.put("counted", topology.host().contains(domain));
        json.put("quality", domain.quality().name());
        domain.remark().ifPresent(remark -> json.put("remark", remark));
        return json;
    }
}
