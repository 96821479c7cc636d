package io.scaph.cli.exec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a command.
 *
 * @param command its name, also in the raw form of {@link KernelText}; without its arguments, which may hold secrets
 * @param exitCode its exit code
 * @param result what it used
 * @param log what was logged meanwhile, a line each
 */
record ExecReport(String command, int exitCode, CommandEnergy.Result result, List<String> log) {
    ExecReport {
        command = KernelText.readable(command);
        log = List.copyOf(log);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        String watts = result.watts().isPresent()
                ? String.format(Locale.ROOT, "%.2f W", result.watts().getAsDouble())
                : "? W";
        text.append(String.format(
                Locale.ROOT,
                "%n  %s, %s on average, %s by %s%n  %.2f s elapsed, %.2f s of CPU time%n",
                energy(),
                watts,
                result.quality() == Quality.ESTIMATED
                        ? "an ESTIMATE"
                        : result.quality().name().toLowerCase(Locale.ROOT),
                result.sensor(),
                result.seconds(),
                result.cpuSeconds()));
        result.energy()
                .ifPresent(energy -> text.append(String.format(
                        Locale.ROOT,
                        "  between %s J and %s J%n",
                        joules(energy.low().joules()),
                        joules(energy.high().joules()))));
        if (result.running() > 0) {
            text.append(String.format(
                    Locale.ROOT, "  descendants that still run: %d; without what they use later%n", result.running()));
        }
        for (ScopeWarning warning : result.warnings()) {
            text.append("  ").append(warning.text()).append(System.lineSeparator());
        }
        log.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        return text.toString();
    }

    private String energy() {
        return result.energy().map(energy -> joules(energy.joules()) + " J").orElse("energy unknown");
    }

    /** With enough digits for what a short command uses. */
    private static String joules(double joules) {
        return String.format(Locale.ROOT, joules < 1 ? "%.4f" : "%.2f", joules);
    }

    /** For programs, in one line. */
    String json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("command", command);
            json.writeNumberField("exit_code", exitCode);
            write(
                    json,
                    "energy_microjoules",
                    result.energy().map(one -> one.energy().microjoules()).orElse(null));
            write(
                    json,
                    "low_microjoules",
                    result.energy().map(one -> one.low().microjoules()).orElse(null));
            write(
                    json,
                    "high_microjoules",
                    result.energy().map(one -> one.high().microjoules()).orElse(null));
            if (result.watts().isPresent()) {
                json.writeNumberField("average_watts", result.watts().getAsDouble());
            } else {
                json.writeNullField("average_watts");
            }
            json.writeNumberField("elapsed_seconds", result.seconds());
            json.writeNumberField("cpu_seconds", result.cpuSeconds());
            json.writeNumberField("still_running", result.running());
            json.writeStringField("quality", result.quality().name());
            json.writeStringField("sensor", result.sensor());
            json.writeStringField("policy", result.policy());
            json.writeArrayFieldStart("warnings");
            for (ScopeWarning warning : result.warnings()) {
                json.writeString(warning.name());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("log");
            for (String line : log) {
                json.writeString(line);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + System.lineSeparator();
    }

    private static void write(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
