package io.scaph.cli.exec;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import io.scaph.cli.command.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report on a command.
 *
 * @param command its name, also in the raw form of {@link KernelText}; without its arguments, which may hold secrets
 * @param result how it ended, and what it used
 * @param log what was logged while it ran, line by line
 */
record ExecReport(String command, CommandResult result, List<String> log) {
    ExecReport {
        command = KernelText.readable(command);
        log = List.copyOf(log);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder(System.lineSeparator());
        line(
                text,
                "%s, %s on average, %s by %s",
                result.energy().map(energy -> joules(energy.joules()) + " J").orElse("energy unknown"),
                watts(),
                result.quality() == Quality.ESTIMATED
                        ? "an ESTIMATE"
                        : result.quality().name().toLowerCase(Locale.ROOT),
                result.sensor());
        line(text, "%.2f s elapsed, %.2f s of CPU time", result.seconds(), result.cpuSeconds());
        result.energy()
                .ifPresent(energy -> line(
                        text,
                        "between %s J and %s J",
                        joules(energy.low().joules()),
                        joules(energy.high().joules())));
        if (result.running() > 0) {
            line(text, "descendants still running: %d; what they use later is not included", result.running());
        }
        result.warnings().forEach(warning -> line(text, "%s", warning.text()));
        log.forEach(line -> line(text, "%s", line));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append("  ").append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private String watts() {
        return result.watts().isPresent()
                ? String.format(Locale.ROOT, "%.2f W", result.watts().getAsDouble())
                : "? W";
    }

    /** With enough digits for what a short command uses. */
    private static String joules(double joules) {
        return String.format(Locale.ROOT, joules < 1 ? "%.4f" : "%.2f", joules);
    }

    /** For programs, in one line. */
    String json() throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        EnergyRange energy = result.energy().orElse(null);
        json.put("command", command);
        json.put("exit_code", result.exitCode());
        json.put("energy_microjoules", energy == null ? null : energy.energy().microjoules());
        json.put("low_microjoules", energy == null ? null : energy.low().microjoules());
        json.put("high_microjoules", energy == null ? null : energy.high().microjoules());
        json.put("average_watts", result.watts().isPresent() ? result.watts().getAsDouble() : null);
        json.put("elapsed_seconds", result.seconds());
        json.put("cpu_seconds", result.cpuSeconds());
        json.put("still_running", result.running());
        json.put("quality", result.quality().name());
        json.put("sensor", result.sensor());
        json.put("policy", result.policy());
        json.put("warnings", result.warnings().stream().map(ScopeWarning::name).toList());
        json.put("log", log);
        return JsonText.of(json, false) + System.lineSeparator();
    }
}
