package io.scaph.cli.sensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.spi.Availability;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the sensors say of themselves and of this host, for people or as JSON. */
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
                    line(text, "is opened beside the sensor of the CPUs");
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
        String host = ids(topology.host());
        line(text, "host: " + (host.isEmpty() ? "nothing that can be added up" : host));
        if (!topology.host().equals(topology.hostWithoutPsys())) {
            line(text, "      " + ids(topology.hostWithoutPsys()) + " if psys proves to be less than its packages");
        }
        for (Domain domain : topology.domains()) {
            if (domain.socket().isEmpty()) {
                domain(text, topology, domain);
            }
        }
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

    private static String ids(List<Domain> domains) {
        return domains.stream().map(Domain::id).collect(Collectors.joining(" + "));
    }

    String json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("sensors");
            for (SensorReport report : reports) {
                write(json, report);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, SensorReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", report.name());
        json.writeStringField("description", report.description());
        json.writeBooleanField("complements", report.complements());
        Availability availability = report.availability();
        if (!availability.isAvailable()) {
            json.writeBooleanField("available", false);
            json.writeStringField("reason", availability.reason());
            json.writeStringField("remedy", availability.remedy());
        } else {
            json.writeBooleanField("available", true);
            json.writeStringField("reason", availability.reason());
            json.writeNullField("remedy");
        }
        Optional<Topology> topology = availability.topology();
        if (topology.isPresent()) {
            json.writeFieldName("topology");
            write(json, topology.get());
        } else {
            json.writeNullField("topology");
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Topology topology) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("sockets");
        for (Map.Entry<Integer, List<Domain>> socket : topology.sockets().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("id", socket.getKey());
            writeDomains(json, topology, socket.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        // Those of no socket, such as psys.
        writeDomains(
                json,
                topology,
                topology.domains().stream()
                        .filter(domain -> domain.socket().isEmpty())
                        .toList());
        writeIds(json, "host", topology.host());
        writeIds(json, "host_without_psys", topology.hostWithoutPsys());
        json.writeArrayFieldStart("ignored");
        for (IgnoredZone zone : topology.ignored()) {
            json.writeStartObject();
            json.writeStringField("zone", zone.zone());
            json.writeStringField("reason", zone.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeDomains(JsonGenerator json, Topology topology, List<Domain> domains) throws IOException {
        json.writeArrayFieldStart("domains");
        for (Domain domain : domains) {
            json.writeStartObject();
            json.writeStringField("name", domain.kind().label());
            json.writeStringField("id", domain.id());
            json.writeStringField("zone", domain.zone());
            json.writeBooleanField("counted", topology.host().contains(domain));
            json.writeStringField("quality", domain.quality().name());
            if (domain.remark().isPresent()) {
                json.writeStringField("remark", domain.remark().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeIds(JsonGenerator json, String name, List<Domain> domains) throws IOException {
        json.writeArrayFieldStart(name);
        for (Domain domain : domains) {
            json.writeString(domain.id());
        }
        json.writeEndArray();
    }
}
