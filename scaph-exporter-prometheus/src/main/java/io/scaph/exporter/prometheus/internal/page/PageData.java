package io.scaph.exporter.prometheus.internal.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.View;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What the page shows, as JSON. */
record PageData(View view, JsonGenerator json) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_CONSUMERS = 15;
    private static final double NANOS = 1e9;

    /** The last tick and the power of the last minutes; the age of the tick is that at the time {@code now}, in ns. */
    static byte[] of(View view, List<PowerHistory.PowerPoint> history, long startMillis, String version, long now) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new PageData(view, json).write(history, startMillis, version, now);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        // Names of processes are untrusted: none of them can begin a tag, wherever this text is used.
        return text.toString().replace("<", "\\u003c").getBytes(StandardCharsets.UTF_8);
    }

    private void write(List<PowerHistory.PowerPoint> history, long startMillis, String version, long now)
            throws IOException {
        Snapshot snapshot = view.now();
        Usage host = view.interval().host();
        json.writeStartObject();
        json.writeStringField("version", version);
        json.writeNumberField("startTime", startMillis);
        json.writeStringField("sensor", snapshot.sensorNames());
        json.writeStringField("quality", snapshot.quality().name().toLowerCase(Locale.ROOT));
        json.writeStringField("policy", snapshot.policy().label());
        number("tickAgeSeconds", (now - snapshot.nanoTime()) / NANOS);
        json.writeObjectFieldStart("host");
        use(snapshot.host().energy(), host.power());
        if (host.lowPower().isPresent() && host.highPower().isPresent()) {
            number("lowWatts", host.lowPower().getAsDouble());
            number("highWatts", host.highPower().getAsDouble());
        }
        json.writeStringField("remark", snapshot.rootRemark().orElse(""));
        json.writeEndObject();
        json.writeArrayFieldStart("history");
        for (PowerHistory.PowerPoint point : history) {
            json.writeStartArray();
            number((snapshot.nanoTime() - point.nanoTime()) / NANOS);
            watts(point.watts());
            json.writeEndArray();
        }
        json.writeEndArray();
        domains();
        consumers();
        part("idle", snapshot.idle(), view.interval().idle().power());
        part(
                "unattributed",
                snapshot.unattributed(),
                view.interval().unattributed().power());
        json.writeEndObject();
    }

    private void domains() throws IOException {
        json.writeArrayFieldStart("domains");
        for (DomainEnergy domain : view.now().domains()) {
            Corrections corrections = domain.corrections();
            json.writeStartObject();
            json.writeStringField("id", domain.domain().id());
            use(domain.energy(), view.interval().domain(domain.domain()).power());
            json.writeBooleanField("counted", view.now().root().contains(domain.domain()));
            json.writeStringField("gap", domain.gap().orElse(""));
            json.writeNumberField("losses", corrections.losses());
            json.writeNumberField(
                    "corrections", corrections.wraps() + corrections.recoveries() + corrections.doubtfulReads());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void consumers() throws IOException {
        List<PublishedLine<ProcessInfo>> lines = view.processes().lines();
        List<PublishedLine<ProcessInfo>> busiest = lines.stream()
                .sorted(Comparator.comparingLong((PublishedLine<ProcessInfo> line) ->
                                -line.last().microjoules())
                        .thenComparing(line -> -line.total().microjoules()))
                .limit(MOST_CONSUMERS)
                .toList();
        long otherEnergy = view.now().host().energy().microjoules()
                - view.now().idle().microjoules()
                - view.now().unattributed().microjoules();
        long otherLast = view.processes().lastOther().microjoules()
                + lines.stream().mapToLong(line -> line.last().microjoules()).sum();
        json.writeArrayFieldStart("consumers");
        for (PublishedLine<ProcessInfo> line : busiest) {
            otherEnergy -= line.total().microjoules();
            otherLast -= line.last().microjoules();
            json.writeStartObject();
            json.writeNumberField("pid", line.subject().pid());
            json.writeStringField("name", line.subject().name());
            json.writeStringField("path", line.subject().executable().orElse(""));
            use(new Energy(line.total().microjoules()), power(line.last().microjoules()));
            json.writeEndObject();
        }
        json.writeEndArray();
        part("other", new Energy(otherEnergy), power(otherLast));
    }

    private OptionalDouble power(long lastMicrojoules) {
        return view.interval().part("", new Energy(lastMicrojoules)).power();
    }

    private void part(String name, Energy energy, OptionalDouble watts) throws IOException {
        json.writeObjectFieldStart(name);
        use(energy, watts);
        json.writeEndObject();
    }

    private void use(Energy energy, OptionalDouble watts) throws IOException {
        number("joules", energy.joules());
        json.writeFieldName("watts");
        watts(watts);
    }

    /** Null if the power is unknown. */
    private void watts(OptionalDouble watts) throws IOException {
        if (watts.isPresent()) {
            number(watts.getAsDouble());
        } else {
            json.writeNull();
        }
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value);
    }

    private void number(double value) throws IOException {
        json.writeNumber(String.format(Locale.ROOT, "%.3f", value));
    }
}
