package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a report contains. */
class JsonReportTest extends JsonReports {
    @Test
    void allSocketsHaveTheirPowerAndTheirDomains() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/sockets/0/id").asInt()).isZero();
        assertThat(report.at("/sockets/0/consumption").asLong()).isEqualTo(50_000_000);
        assertThat(report.at("/sockets/0/energy_microjoules").asLong()).isEqualTo(100_000_000);
        assertThat(report.at("/sockets/0/domains/0/name").asText()).isEqualTo("core");
        assertThat(report.at("/sockets/0/domains/0/consumption").asLong()).isEqualTo(30_000_000);
        assertThat(report.at("/sockets/0/domains/1/name").asText()).isEqualTo("dram");
        assertThat(report.at("/sockets/1/id").asInt()).isEqualTo(1);
        assertThat(report.at("/sockets/1/consumption").asLong()).isEqualTo(40_000_000);
        assertThat(report.at("/host/consumption").asLong()).isEqualTo(100_000_000);
    }

    @Test
    void anEstimateHasItsInterval() throws Exception {
        JsonNode report = JSON.readTree(Machines.run(Machines.estimated(), new JsonProvider(), Map.of("timeout", 2L)))
                .get(0);

        assertThat(report.at("/quality").asText()).isEqualTo("ESTIMATED");
        assertThat(report.at("/host/consumption").asLong()).isEqualTo(50_000_000);
        assertThat(report.at("/host/consumption_low").asLong()).isEqualTo(40_000_000);
        assertThat(report.at("/host/consumption_high").asLong()).isEqualTo(100_000_000);
        assertThat(reports(Map.of("timeout", 2L)).get(0).at("/host").has("consumption_low"))
                .isFalse();
    }

    @Test
    void whatCantBeAttributedIsShownByKind() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/policy").asText()).isEqualTo("capacity");
        assertThat(report.at("/unattributed/interrupts/energy_microjoules").isNumber())
                .isTrue();
        assertThat(report.at("/unattributed/stolen/consumption").isNumber()).isTrue();
        assertThat(report.at("/users").size()).isZero();
    }

    @Test
    void unknownResourcesAreNull() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L, "resources", true)).get(0);

        assertThat(report.at("/consumers/0/resources_usage").isNull()).isTrue();
    }

    @Test
    void aConsumerHasItsShareOfTheCapacity() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/consumers/0/pid").asInt()).isEqualTo(20);
        assertThat(report.at("/consumers/0/comm").asText()).isEqualTo("busy");
        assertThat(report.at("/consumers/0/exe").asText()).isEqualTo("/usr/bin/busy");
        assertThat(report.at("/consumers/0/cmdline").asText()).isEmpty();
        assertThat(report.at("/consumers/0/consumption").asLong()).isEqualTo(25_000_000);
        assertThat(report.at("/consumers/1/energy_microjoules").asLong()).isEqualTo(25_000_000);
        assertThat(report.at("/idle/consumption").asLong()).isEqualTo(62_500_000);
        assertThat(report.at("/unattributed/energy_microjoules").asLong()).isZero();
    }

    @Test
    void timesAreSecondsSince1970() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/consumers/0/start_time").asLong()).isEqualTo(1_767_225_600);
        assertThat(report.at("/host/timestamp").asDouble()).isBetween(1.7e9, System.currentTimeMillis() / 1e3 + 1);
    }

    @Test
    void theTopIsByTheEnergyOfTheIntervalAndTheRestIsSummed() throws Exception {
        machine.run(40, "was-busy", 2);

        List<JsonNode> reports =
                oneSecondEach(Map.of("max-top-consumers", 1L), () -> {}, () -> machine.run(40, "was-busy", 0));

        assertThat(pids(reports.get(0))).containsExactly(40);
        assertThat(pids(reports.get(1))).containsExactly(20);
        assertThat(reports.get(1).at("/others/count").asInt()).isEqualTo(3);
        assertThat(reports.get(1).at("/others/consumption").asLong()).isEqualTo(12_500_000);
        assertThat(reports.get(1).at("/others/energy_microjoules").asLong()).isEqualTo(75_000_000);
    }

    @Test
    void aFilterListsAllThatMatchAndSumsTheOthers() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L, "max-top-consumers", 0L, "process-regex", "bin/(half|init)$"))
                .get(0);

        assertThat(report.at("/consumers"))
                .extracting(consumer -> consumer.at("/comm").asText())
                .containsExactly("half", "init");
        assertThatLedgerAddsUp(report);
    }

    @Test
    void aGapIsNullAndItsEnergyComesLaterWithoutASpike() throws Exception {
        List<JsonNode> reports = oneSecondEach(
                Map.of(),
                () -> {},
                () -> machine.readable("package-0", false),
                () -> machine.readable("package-0", true));

        assertThat(reports.get(1).at("/sockets/0/consumption").isNull()).isTrue();
        assertThat(reports.get(1).at("/host/unknown_domains/0").asText()).isEqualTo("package-0");
        assertThat(reports.get(1).at("/gaps/0/domain").asText()).isEqualTo("package-0");
        assertThat(reports.get(1).at("/gaps/0/reason").asText()).isEqualTo("made unreadable");
        assertThat(reports.get(1).at("/host/consumption").isNull()).isTrue();
        assertThat(reports.get(1).at("/sockets/1/consumption").asLong()).isEqualTo(40_000_000);
        assertThat(reports.get(2).at("/sockets/0/consumption").asLong()).isEqualTo(50_000_000);
        assertThat(reports.get(2).at("/host/consumption").asLong()).isEqualTo(100_000_000);
        assertThat(reports.get(2).at("/host/energy_microjoules").asLong()).isEqualTo(300_000_000);
    }

    @Test
    void aHostOfWhichNothingIsKnownHasNoPower() throws Exception {
        List<JsonNode> reports = oneSecondEach(
                Map.of(),
                () -> machine.readable("package-0", false)
                        .readable("package-1", false)
                        .readable("dram@0", false),
                () -> machine.readable("package-0", true)
                        .readable("package-1", true)
                        .readable("dram@0", true));

        assertThat(reports.get(0).at("/host/consumption").isNull()).isTrue();
        assertThat(reports.get(0).at("/consumers/0/consumption").isNull()).isTrue();
        assertThat(reports.get(0).at("/idle/consumption").isNull()).isTrue();
        assertThat(reports.get(1).at("/host/consumption").asLong()).isEqualTo(100_000_000);
        assertThat(reports.get(1).at("/consumers/0/energy_microjoules").asLong())
                .isEqualTo(50_000_000);
    }

    @Test
    void aProcessThatEndedIsShownOnceAndThenCountsAsEnded() throws Exception {
        List<JsonNode> reports = oneSecondEach(Map.of(), () -> {}, () -> machine.end(20), () -> {});

        assertThat(pids(reports.get(1))).contains(20);
        assertThat(pids(reports.get(2))).doesNotContain(20);
        assertThat(reports.get(2).at("/ended/energy_microjoules").asLong()).isEqualTo(25_000_000);
        assertThat(reports.get(2).at("/ended/consumption").asLong()).isZero();
    }

    @Test
    void foreignNamesAreEscaped() throws Exception {
        machine.run(66, "\"},\n\u0000\\ \ud83d\ude00", 1.5);

        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/consumers/0/comm").asText()).isEqualTo("\"},\n\u0000\\ \ud83d\ude00");
    }
}
