package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * One report, in the layout of Scaphandre's json exporter, with what it lacks. {@code consumption} is the average power
 * over the interval in µW, {@code energy_microjoules} the energy since the start, times are seconds since 1970. What is not
 * known is null, never 0. In every report, to the microjoule:
 *
 * <pre>host = sum of consumers + others + ended + idle + unattributed</pre>
 */
final class JsonReport {
    private static final double MICRO = 1e6;

    private final Predicate<ProcessInfo> wanted;
    private final long most;
    private final JsonGroups groups;
    private final boolean commandLines;

    JsonReport(Predicate<ProcessInfo> wanted, long most, JsonGroups groups, boolean commandLines) {
        this.wanted = wanted;
        this.most = most;
        this.groups = groups;
        this.commandLines = commandLines;
    }

    void write(JsonGenerator json, Interval interval, ResourceUsage resources) throws IOException {
        Snapshot now = interval.to();
        Listing listing = Listing.of(interval, wanted, most);
        json.writeStartObject();
        host(json, interval);
        json.writeArrayFieldStart("consumers");
        for (ProcessUsage consumer : listing.listed()) {
            consumer(json, consumer, interval, resources);
        }
        resources.forgetOthers();
        json.writeEndArray();
        json.writeArrayFieldStart("sockets");
        for (Map.Entry<Integer, List<Domain>> socket : now.topology().sockets().entrySet()) {
            socket(json, interval, socket.getKey(), socket.getValue());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("others");
        json.writeNumberField("count", listing.others());
        usage(json, listing.othersUsage(), listing.othersMicrojoules());
        json.writeEndObject();
        json.writeArrayFieldStart("domains");
        for (DomainEnergy domain : now.domains()) {
            if (domain.domain().socket().isEmpty()) {
                domain(json, interval, domain);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("gaps");
        for (DomainEnergy domain : now.domains()) {
            if (domain.gap().isPresent()) {
                json.writeStartObject();
                json.writeStringField("domain", domain.domain().id());
                json.writeStringField("reason", domain.gap().get());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        line(json, "ended", interval.ended(), now.ended().microjoules());
        line(json, "idle", interval.idle(), now.idle().microjoules());
        json.writeObjectFieldStart("unattributed");
        usage(json, interval.unattributed(), now.unattributed().microjoules());
        line(json, "interrupts", interval.interrupts(), now.interrupts().microjoules());
        line(json, "stolen", interval.stolen(), now.stolen().microjoules());
        json.writeEndObject();
        groups.write(json, interval);
        corrections(json, now);
        json.writeNumberField("interval_seconds", interval.duration().toNanos() / 1e9);
        json.writeStringField("sensor", now.sensorNames());
        json.writeStringField("quality", now.quality().name());
        json.writeStringField("policy", now.policy().label());
        json.writeEndObject();
    }

    private static void host(JsonGenerator json, Interval interval) throws IOException {
        Snapshot now = interval.to();
        json.writeObjectFieldStart("host");
        consumption(json, interval.host().power());
        range(json, interval.host());
        timestamp(json, "timestamp", now.time());
        json.writeObjectFieldStart("components");
        json.writeNullField("disks");
        json.writeEndObject();
        json.writeNumberField("energy_microjoules", now.host().energy().microjoules());
        ids(json, "domains", now.root());
        ids(json, "unknown_domains", interval.missing());
        if (now.rootRemark().isPresent()) {
            json.writeStringField("remark", now.rootRemark().get());
        }
        json.writeEndObject();
    }

    private static void ids(JsonGenerator json, String name, List<Domain> domains) throws IOException {
        json.writeArrayFieldStart(name);
        for (Domain domain : domains) {
            json.writeString(domain.id());
        }
        json.writeEndArray();
    }

    private void consumer(JsonGenerator json, ProcessUsage consumer, Interval interval, ResourceUsage resources)
            throws IOException {
        ProcessInfo process = consumer.process();
        json.writeStartObject();
        json.writeStringField("exe", process.executable().orElse(""));
        json.writeStringField("cmdline", commandLines ? process.commandLine().orElse("") : "");
        json.writeNumberField("pid", process.pid());
        resources.write(json, process, interval.cpuShare(consumer.cpuTime()));
        consumption(json, consumer.power());
        timestamp(json, "timestamp", interval.to().time());
        if (process.container().isPresent()) {
            json.writeObjectFieldStart("container");
            JsonGroups.describe(json, process.container().get());
            json.writeEndObject();
        } else {
            json.writeNullField("container");
        }
        if (process.job().isPresent()) {
            json.writeObjectFieldStart("job");
            JsonGroups.describe(json, process.job().get());
            json.writeEndObject();
        } else {
            json.writeNullField("job");
        }
        text(json, "unit", process.unit());
        json.writeStringField("comm", process.name());
        if (process.isStartKnown()) {
            timestamp(json, "start_time", process.startTime());
        } else {
            json.writeNullField("start_time");
        }
        json.writeNumberField("energy_microjoules", consumer.total().energy().microjoules());
        json.writeNumberField(
                "ended_children_energy_microjoules",
                consumer.total().endedChildren().microjoules());
        if (process.user().isPresent()) {
            json.writeObjectFieldStart("user");
            JsonGroups.describe(json, process.user().get());
            json.writeEndObject();
        }
        json.writeBooleanField("ended", consumer.total().isEnded());
        json.writeEndObject();
    }

    private static void socket(JsonGenerator json, Interval interval, int socket, List<Domain> members)
            throws IOException {
        Snapshot now = interval.to();
        List<DomainEnergy> domains = now.domains().stream()
                .filter(domain -> members.contains(domain.domain()))
                .toList();
        json.writeStartObject();
        json.writeNumberField("id", socket);
        packages(json, interval, domains);
        json.writeArrayFieldStart("domains");
        for (DomainEnergy domain : domains) {
            if (domain.domain().kind() != DomainKind.PACKAGE
                    || domain.domain().die().isPresent()) {
                domain(json, interval, domain);
            }
        }
        json.writeEndArray();
        timestamp(json, "timestamp", now.time());
        json.writeEndObject();
    }

    /** A socket's own figures: those of its packages that count. */
    private static void packages(JsonGenerator json, Interval interval, List<DomainEnergy> domains) throws IOException {
        long energy = 0;
        double watts = 0;
        boolean known = false;
        for (DomainEnergy domain : domains) {
            if (domain.domain().kind() == DomainKind.PACKAGE
                    && interval.to().topology().hostWithoutPsys().contains(domain.domain())) {
                energy += domain.energy().microjoules();
                OptionalDouble part = interval.domain(domain.domain()).power();
                watts += part.orElse(0);
                known |= part.isPresent();
            }
        }
        consumption(json, known ? OptionalDouble.of(watts) : OptionalDouble.empty());
        json.writeNumberField("energy_microjoules", energy);
    }

    private static void domain(JsonGenerator json, Interval interval, DomainEnergy state) throws IOException {
        Domain domain = state.domain();
        json.writeStartObject();
        json.writeStringField(
                "name",
                domain.kind().label()
                        + (domain.die().isPresent() ? "-die-" + domain.die().getAsInt() : ""));
        json.writeStringField("id", domain.id());
        usage(json, interval.domain(domain), state.energy().microjoules());
        range(json, interval.domain(domain));
        timestamp(json, "timestamp", interval.to().time());
        json.writeBooleanField("counted", interval.to().root().contains(domain));
        if (domain.remark().isPresent()) {
            json.writeStringField("remark", domain.remark().get());
        }
        json.writeEndObject();
    }

    /** Of the domains that needed any; counted since the start. */
    private static void corrections(JsonGenerator json, Snapshot now) throws IOException {
        json.writeArrayFieldStart("corrections");
        for (DomainEnergy domain : now.domains()) {
            Corrections corrections = domain.corrections();
            if (isAny(corrections)) {
                json.writeStartObject();
                json.writeStringField("domain", domain.domain().id());
                json.writeNumberField("wraps", corrections.wraps());
                json.writeNumberField("recoveries", corrections.recoveries());
                json.writeNumberField("failed_reads", corrections.failedReads());
                json.writeNumberField("doubtful_reads", corrections.doubtfulReads());
                json.writeNumberField("resets", corrections.resets());
                json.writeNumberField("long_gaps", corrections.longGaps());
                json.writeNumberField("suspends", corrections.suspends());
                json.writeNumberField(
                        "lost_at_least_microjoules", corrections.lostAtLeast().microjoules());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static boolean isAny(Corrections corrections) {
        return corrections.wraps()
                        + corrections.recoveries()
                        + corrections.failedReads()
                        + corrections.doubtfulReads()
                        + corrections.losses()
                > 0;
    }

    /** Null if there is none. */
    static void text(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static void line(JsonGenerator json, String name, Usage usage, long microjoules) throws IOException {
        json.writeObjectFieldStart(name);
        usage(json, usage, microjoules);
        json.writeEndObject();
    }

    static void usage(JsonGenerator json, Usage usage, long microjoules) throws IOException {
        consumption(json, usage.power());
        json.writeNumberField("energy_microjoules", microjoules);
    }

    private static void consumption(JsonGenerator json, OptionalDouble watts) throws IOException {
        if (watts.isPresent()) {
            json.writeNumberField("consumption", Math.round(watts.getAsDouble() * MICRO));
        } else {
            json.writeNullField("consumption");
        }
    }

    /** Of what is estimated: the power that holds the truth four times of five. */
    private static void range(JsonGenerator json, Usage usage) throws IOException {
        if (usage.lowPower().isPresent() && usage.highPower().isPresent()) {
            json.writeNumberField("consumption_low", Math.round(usage.lowPower().getAsDouble() * MICRO));
            json.writeNumberField(
                    "consumption_high", Math.round(usage.highPower().getAsDouble() * MICRO));
        }
    }

    private static void timestamp(JsonGenerator json, String name, Instant time) throws IOException {
        json.writeNumberField(name, BigDecimal.valueOf(time.toEpochMilli(), 3));
    }
}
