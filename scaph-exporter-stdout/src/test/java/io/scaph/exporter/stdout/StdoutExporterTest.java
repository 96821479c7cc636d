package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.text.TerminalText;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.User;
import io.scaph.testkit.SimulatedMachine;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StdoutExporterTest {
    private final SimulatedMachine machine = Machines.twoSockets();

    @Test
    void aScreenShowsWhereTheWattsGo() throws Exception {
        String screen = run(Map.of("timeout", 2L));

        assertThat(screen.substring(screen.indexOf('\n'))).isEqualTo("""

                        Sensor simulation: a simulated machine

                                                  now   since start
                        Host                100.000 W     200.000 J
                          = package-0 + package-1 + dram@0
                        Socket 0
                          package            50.000 W     100.000 J
                          core               30.000 W      60.000 J
                          dram               10.000 W      20.000 J
                        Socket 1
                          package            40.000 W      80.000 J

                        Top 3 consumers
                                now  since start     pid  process
                           25.000 W     50.000 J      20  /usr/bin/busy
                           12.500 W     25.000 J      30  /usr/bin/half
                            0.000 W      0.000 J       1  /usr/bin/init

                        0 others              0.000 W       0.000 J
                        Ended                 0.000 W       0.000 J
                        Idle                 62.500 W     125.000 J
                        Unattributed          0.000 W       0.000 J
                        --------------------------------------------------------------------------------
                        """);
    }

    @Test
    void anEstimateIsShownWithItsInterval() throws Exception {
        assertThat(Machines.run(Machines.estimated(), new StdoutProvider(), Map.of("timeout", 2L)))
                .contains("ESTIMATED: computed by a model, not measured\n")
                .contains("Host                 50.000 W     100.000 J\n  80 % interval: 40.000 W to 100.000 W\n");
        assertThat(run(Map.of("timeout", 2L))).doesNotContain("interval");
    }

    @Test
    void containersHaveASectionWhereThereAreAny() throws Exception {
        machine.contain(20, Container.of("aa".repeat(32), "docker", "docker").named("web", Map.of()))
                .contain(30, Container.of("bb".repeat(32), "podman", null))
                .contain(1, Container.of("evil\u001b[2J".repeat(30), null, null));

        String screen = run(Map.of("timeout", 2L, "containers", true, "processes", 2L, "max-containers", 2L));

        assertThat(screen).contains("/usr/bin/busy docker web\n").contains("/usr/bin/half podman bbbbbbbbbbbb\n");
        assertThat(screen.substring(screen.indexOf("Containers\n"))).isEqualTo("""
                        Containers
                           25.000 W     50.000 J          web (docker)
                           12.500 W     25.000 J          bbbbbbbbbbbb (podman)
                            0.000 W      0.000 J          1 others, ended included
                        --------------------------------------------------------------------------------
                        """);
        assertThat(run(Map.of("timeout", 2L, "containers", true, "max-containers", 0L, "raw-metrics", true)))
                .contains("scaph_container_ended_energy_microjoules = 0\n")
                .contains("scaph_container_energy_microjoules{container_id=\"" + "aa".repeat(32)
                        + "\",container_names=\"web\"} = ")
                .doesNotContain("\u001b");
    }

    @Test
    void aCutOfProcessesCutsNoContainersUnitsOrUsers() throws Exception {
        machine.describe(
                20,
                process -> process.withContainer(Container.of("web", null, null))
                        .withUnit("busy.service")
                        .withUser(User.of(1_000, "ann")));

        String screen = run(Map.of("timeout", 2L, "processes", 0L, "containers", true, "units", true, "users", true));

        assertThat(screen).contains("Top 0 consumers").contains("3 others");
        assertThat(screen.substring(screen.indexOf("Containers\n"))).isEqualTo("""
                        Containers
                           25.000 W     50.000 J          web

                        Units
                           25.000 W     50.000 J          busy.service

                        Users
                           25.000 W     50.000 J          ann
                        --------------------------------------------------------------------------------
                        """);
    }

    @Test
    void theFirstLineTellsTheIntervalAndTheQuality() throws Exception {
        assertThat(run(Map.of("timeout", 3L, "step", 3L)).lines().findFirst())
                .get()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d   3\\.0 s   MEASURED");
    }

    @Test
    void theSensorIsExplainedOnce() throws Exception {
        assertThat(run(Map.of()).lines().filter(line -> line.startsWith("Sensor ")))
                .containsExactly("Sensor simulation: a simulated machine");
    }

    @Test
    void theDefaultIsFiveScreensInTenSeconds() throws Exception {
        assertThat(run(Map.of()).split("-{80}\n", -1)).hasSize(6);
    }

    @Test
    void whatIsUnknownIsCalledUnknown() throws Exception {
        machine.readable("dram@0", false);

        String screen = run(Map.of("timeout", 2L));

        assertThat(screen)
                .containsPattern("dram +unknown")
                .contains("made unreadable")
                .contains("unknown because dram@0 is unknown in this interval")
                .containsPattern("Host +unknown");
    }

    @Test
    void aDomainThatIsGoneIsLeftOutOfTheHost() throws Exception {
        machine.readable("dram@0", false);

        String screens = run(Map.of("timeout", 12L, "step", 2L));

        assertThat(screens.substring(screens.lastIndexOf("Sensor")))
                .contains("without dram@0, which will stay unknown")
                .containsPattern("Host +90\\.000 W");
    }

    @Test
    void rawMetricsAreLabelledToo() throws Exception {
        assertThat(run(Map.of("timeout", 2L, "raw-metrics", true)))
                .contains("## MEASURED by simulation: a simulated machine\n");
    }

    @Test
    void nothingIsWiderThanEightyColumns() throws Exception {
        machine.run(77, "a-name-that-is-longer-than-any-that-the-kernel-would-give-it-and-goes-on-and-on-and-on", 2);

        assertThat(run(Map.of("timeout", 2L)).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void aNameCannotMoveTheCursor() throws Exception {
        machine.run(77, "evil\u001b[2J\u202e", 2);

        assertThat(run(Map.of("timeout", 2L))).contains("/usr/bin/evil?[2J?").doesNotContain("\u001b");
    }

    @Test
    void aFilterShowsOnlyWhatMatches() throws Exception {
        String screen = run(Map.of("timeout", 2L, "regex-filter", "hal"));

        assertThat(screen)
                .contains("Processes that match 'hal'")
                .contains("/usr/bin/half")
                .doesNotContain("/usr/bin/busy")
                .contains("2 others");
    }

    @Test
    void rawMetricsAreOneALineAndLeaveOutWhatIsUnknown() throws Exception {
        machine.readable("dram@0", false);

        String text = run(Map.of("timeout", 2L, "raw-metrics", true));

        assertThat(text)
                .contains("scaph_host_energy_microjoules = 180000000\n")
                .contains("## dram@0 is unknown: made unreadable\n")
                .doesNotContain("scaph_host_power_microwatts")
                .contains("scaph_domain_power_microwatts{domain_id=\"core@0\"} = 30000000\n")
                .contains("scaph_process_energy_microjoules{pid=\"20\",comm=\"busy\"} = 45000000\n")
                .doesNotContain("scaph_domain_power_microwatts{domain_id=\"dram@0\"}");
    }

    @Test
    void numbersOfEverySizeKeepTheirColumns() {
        assertThat(TerminalText.watts(OptionalDouble.of(0.0004))).isEqualTo("    0.000 W");
        assertThat(TerminalText.watts(OptionalDouble.of(9_999.9))).isEqualTo(" 9999.900 W");
        assertThat(TerminalText.watts(OptionalDouble.of(123_456))).isEqualTo(" 123.456 kW");
        assertThat(TerminalText.watts(OptionalDouble.empty())).hasSize(11);
        assertThat(TerminalText.joules(1)).isEqualTo("     0.000 J");
        assertThat(TerminalText.joules(123_456_000_000L)).isEqualTo("  123.456 kJ");
        assertThat(TerminalText.joules(123_456_000_000_000L)).isEqualTo("  123.456 MJ");
    }

    private String run(Map<String, Object> given) throws Exception {
        return Machines.run(machine, new StdoutProvider(), given);
    }
}
