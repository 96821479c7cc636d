package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExecReportTest {
    private static CommandResult result(
            Optional<EnergyRange> energy, int running, Quality quality, Set<ScopeWarning> warnings) {
        return new CommandResult(
                3, energy, 2_000_000_000L, 3_500_000_000L, running, quality, warnings, "powercap", "capacity");
    }

    private static final Optional<EnergyRange> ENERGY =
            Optional.of(EnergyRange.ofMicrojoules(41_300_000, 38_000_000, 44_600_000));

    @Test
    void theTextHasEnergyPowerTimesAndTheRange() {
        String text = new ExecReport("make", result(ENERGY, 0, Quality.MEASURED, Set.of()), List.of()).text();

        assertThat(text.strip().lines().map(String::strip))
                .containsExactly(
                        "41.30 J, 20.65 W on average, measured by powercap",
                        "2.00 s elapsed, 3.50 s of CPU time",
                        "between 38.00 J and 44.60 J");
    }

    @Test
    void anEstimateIsNeverCalledAMeasurement() {
        assertThat(new ExecReport("make", result(ENERGY, 0, Quality.ESTIMATED, Set.of()), List.of()).text())
                .contains("an ESTIMATE by powercap");
    }

    @Test
    void whatMakesTheEnergyLessCertainIsShown() {
        String text =
                new ExecReport("make", result(ENERGY, 2, Quality.MEASURED, Set.of(ScopeWarning.GAP)), List.of()).text();

        assertThat(text).contains("descendants still running: 2").contains("the counters have a gap");
    }

    @Test
    void whatWasLoggedIsPartOfTheReport() throws IOException {
        ExecReport report = new ExecReport(
                "make", result(ENERGY, 0, Quality.ESTIMATED, Set.of()), List.of("WARN energy is estimated"));

        assertThat(report.text()).contains("  WARN energy is estimated");
        assertThat(new ObjectMapper().readTree(report.json()).at("/log/0").asText())
                .isEqualTo("WARN energy is estimated");
    }

    @Test
    void whatIsUnknownIsNot0() throws IOException {
        ExecReport report = new ExecReport("make", result(Optional.empty(), 0, Quality.MEASURED, Set.of()), List.of());

        assertThat(report.text()).contains("energy unknown, ? W on average");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.at("/energy_microjoules").isNull()).isTrue();
        assertThat(json.at("/average_watts").isNull()).isTrue();
    }

    @Test
    void theJsonHasTheSameInOneLine() throws IOException {
        String text = new ExecReport(
                        "make", result(ENERGY, 1, Quality.RELAYED, Set.of(ScopeWarning.TOO_SHORT)), List.of())
                .json();
        JsonNode json = new ObjectMapper().readTree(text);

        assertThat(text.lines()).hasSize(1);
        assertThat(json.at("/command").asText()).isEqualTo("make");
        assertThat(json.at("/exit_code").asInt()).isEqualTo(3);
        assertThat(json.at("/energy_microjoules").asLong()).isEqualTo(41_300_000);
        assertThat(json.at("/low_microjoules").asLong()).isEqualTo(38_000_000);
        assertThat(json.at("/high_microjoules").asLong()).isEqualTo(44_600_000);
        assertThat(json.at("/average_watts").asDouble()).isEqualTo(20.65);
        assertThat(json.at("/elapsed_seconds").asDouble()).isEqualTo(2);
        assertThat(json.at("/cpu_seconds").asDouble()).isEqualTo(3.5);
        assertThat(json.at("/still_running").asInt()).isEqualTo(1);
        assertThat(json.at("/quality").asText()).isEqualTo("RELAYED");
        assertThat(json.at("/warnings/0").asText()).isEqualTo("TOO_SHORT");
    }
}
