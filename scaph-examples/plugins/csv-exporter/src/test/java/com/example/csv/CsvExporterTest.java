package com.example.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exporter on a machine of 20 W, in virtual time. */
class CsvExporterTest {
    private final Domain cpu = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");
    private final SimulatedMachine machine = new SimulatedMachine(
                    new VirtualClock(), 4, Topology.of(List.of(cpu), List.of(cpu)))
            .watts("package-0", 20);

    private List<String> lines(Options options) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PluginSetup setup = PluginSetup.standard().withOptions(options).withOutput(output);
        try (Exporter exporter = new CsvProvider().create(setup);
                Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            exporter.run(snapshots);
        }
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void thereIsALineForEachStep() throws Exception {
        List<String> lines = lines(Options.NONE.with(CsvProvider.STEP, 5L).with(CsvProvider.TIMEOUT, 10L));

        assertThat(lines).hasSize(3).startsWith("time,watts,joules,quality");
        assertThat(lines.get(1)).endsWith(",20.000,100.000,MEASURED");
        assertThat(lines.get(2)).endsWith(",20.000,200.000,MEASURED");
    }

    @Test
    void unknownPowerIsEmptyAndNot0() throws Exception {
        machine.readable("package-0", false);

        assertThat(lines(Options.NONE.with(CsvProvider.TIMEOUT, 2L)).get(1)).endsWith(",,0.000,MEASURED");
    }

    @Test
    void theSeparatorIsAnOption() throws Exception {
        assertThat(lines(Options.NONE.with(CsvProvider.SEPARATOR, ";").with(CsvProvider.TIMEOUT, 2L)))
                .element(0)
                .isEqualTo("time;watts;joules;quality");
    }

    @Test
    void aStepOfZeroIsRejected() {
        assertThatThrownBy(() -> lines(Options.NONE.with(CsvProvider.STEP, 0L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--step");
    }
}
