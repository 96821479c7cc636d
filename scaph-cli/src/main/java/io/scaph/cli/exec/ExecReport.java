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
import java.util.Optional;
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
                    Locale.ROOT,
                    "  descendants still running: %d; what they use later is not included%n",
                    result.running()));
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
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Optional<EnergyRange> energy = result.energy();
        json.put("command", command);
        json.put("exit_code", result.exitCode());
        json.put(
                "energy_microjoules",
                energy.map(range -> range.energy().microjoules()).orElse(null));
        json.put(
                "low_microjoules",
                energy.map(range -> range.low().microjoules()).orElse(null));
        json.put(
                "high_microjoules",
                energy.map(range -> range.high().microjoules()).orElse(null));
        json.put("average_watts", result.watts().isPresent() ? result.watts().getAsDouble() : null);
        json.put("elapsed_seconds", result.seconds());
        json.put("cpu_seconds", result.cpuSeconds());
        json.put("still_running", result.running());
        json.put("quality", result.quality().name());
        json.put("sensor", result.sensor());
        json.put("policy", result.policy());
        json.put("warnings", result.warnings().stream().map(ScopeWarning::name).toList());
        json.put("log", log);
        return JsonText.line(json) + System.lineSeparator();
    }
}
