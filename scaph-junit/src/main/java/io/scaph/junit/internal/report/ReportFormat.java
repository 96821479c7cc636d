package io.scaph.junit.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.junit.internal.baseline.Baseline;
import io.scaph.junit.internal.sampling.Repetition;
import io.scaph.junit.internal.sampling.Samples;
import io.scaph.junit.internal.statistics.Bounds;
import io.scaph.junit.internal.verdict.Figure;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;

/** A report as JSON; docs/testing.md describes the fields. What is not known is left out. */
public final class ReportFormat {
    private static final int VERSION = 1;
    private static final double MICRO = 1e6;
    private static final double NANO = 1e9;

    private ReportFormat() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @param json where to
     * @throws IOException if that fails
     */
    public static void write(Report report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        test(report.test(), json);
        json.writeStringField("time", report.time().toString());
        json.writeStringField("outcome", report.verdict().outcome().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", report.verdict().reason());
        demand(report.demand(), json);
        if (report.conditions().isPresent()) {
            conditions(report.conditions().get(), json);
        }
        if (report.figure().isPresent()) {
            figure(report.figure().get(), report.demand().operations(), json);
        }
        if (report.baseline().isPresent()) {
            baseline(report.baseline().get(), json);
        }
        if (report.samples().isPresent()) {
            samples(report.samples().get(), json);
        }
        json.writeEndObject();
    }

    private static void test(TestId test, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("test");
        json.writeStringField("class", test.className());
        json.writeStringField("method", test.method());
        if (!test.invocation().isEmpty()) {
            json.writeStringField("invocation", test.invocation());
        }
        json.writeStringField("displayName", test.displayName());
        json.writeStringField("uniqueId", test.uniqueId());
        json.writeEndObject();
    }

    private static void demand(Demand demand, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("budget");
        number("joules", demand.joules(), json);
        json.writeStringField("per", demand.perOperation() ? "operation" : "total");
        json.writeNumberField("operations", demand.operations());
        number("regressionPercent", demand.regressionPercent(), json);
        json.writeEndObject();
    }

    private static void conditions(Conditions conditions, JsonGenerator json) throws IOException {
        json.writeStringField("sensor", conditions.sensor());
        json.writeStringField("sensorReason", conditions.sensorReason());
        json.writeStringField("quality", conditions.quality());
        json.writeStringField("policy", conditions.policy());
        json.writeStringField("machine", conditions.machine());
        json.writeStringField("java", Runtime.version().toString());
    }

    private static void figure(Figure figure, long operations, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("energy");
        json.writeNumberField("joules", figure.series().mean() / MICRO);
        json.writeNumberField("joulesPerOperation", figure.series().mean() / MICRO / operations);
        json.writeNumberField("deviationJoules", figure.series().deviation() / MICRO);
        bounds("judged", figure.deciding(), json);
        if (figure.uncertainty().isPresent()) {
            double mean = figure.series().mean();
            json.writeNumberField("confidence", figure.confidence());
            bounds(
                    "confidenceInterval",
                    new Bounds(mean, mean).widenedAboveZero(figure.uncertainty().getAsDouble()),
                    json);
        }
        bounds("range", figure.ranges(), json);
        json.writeEndObject();
    }

    private static void baseline(Baseline baseline, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("baseline");
        json.writeNumberField("joulesPerOperation", baseline.series().mean() / MICRO);
        json.writeNumberField("deviationJoules", baseline.series().deviation() / MICRO);
        json.writeNumberField("repetitions", baseline.series().count());
        json.writeEndObject();
    }

    private static void samples(Samples samples, JsonGenerator json) throws IOException {
        json.writeStringField("of", samples.plan().subject().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("warmUps", samples.plan().warmUps());
        json.writeArrayFieldStart("repetitions");
        for (Repetition repetition : samples.repetitions()) {
            repetition(repetition, json);
        }
        json.writeEndArray();
    }

    private static void repetition(Repetition repetition, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("counts", repetition.counts());
        if (repetition.range().isPresent()) {
            EnergyRange range = repetition.range().get();
            json.writeNumberField("joules", range.joules());
            json.writeNumberField("lowJoules", range.low().joules());
            json.writeNumberField("highJoules", range.high().joules());
        }
        json.writeNumberField("seconds", repetition.energy().duration().toNanos() / NANO);
        if (repetition.energy().processCpu().isPresent()) {
            json.writeNumberField(
                    "cpuSeconds", repetition.energy().processCpu().get().toNanos() / NANO);
        }
        json.writeArrayFieldStart("warnings");
        for (ScopeWarning warning : repetition.energy().warnings()) {
            json.writeString(warning.name());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void bounds(String name, Bounds bounds, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("lowJoules", bounds.low() / MICRO);
        json.writeNumberField("highJoules", bounds.high() / MICRO);
        json.writeEndObject();
    }

    private static void number(String name, OptionalDouble value, JsonGenerator json) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        }
    }
}
