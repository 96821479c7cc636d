package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.PluginSetup;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When reports are written, and where. */
class JsonExporterTest extends JsonReports {
    @TempDir
    Path directory;

    @Test
    void thereIsAReportForEachStepAndTheyCoverAllOfTheTime() throws Exception {
        List<JsonNode> reports = reports(Map.of("timeout", 5L, "step", 2L));

        assertThat(reports)
                .extracting(report -> report.at("/interval_seconds").asDouble())
                .containsExactly(2.0, 2.0, 1.0);
        assertThat(reports.get(2).at("/host/energy_microjoules").asLong()).isEqualTo(500_000_000);
    }

    @Test
    void aTimeoutOfZeroIsOneReportAfterAStep() throws Exception {
        assertThat(reports(Map.of("timeout", 0L))).hasSize(1);
    }

    @Test
    void stepNanoIsAddedToTheStep() throws Exception {
        List<JsonNode> reports = reports(Map.of("timeout", 1L, "step", 0L, "step-nano", 250_000_000L));

        assertThat(reports).hasSize(4);
        assertThat(reports.get(0).at("/host/consumption").asLong()).isEqualTo(100_000_000);
    }

    @Test
    void anInterruptLeavesAWholeArray() throws Exception {
        Thread.currentThread().interrupt();

        String output = Machines.run(machine, new JsonProvider(), Map.of("step", 1L));

        assertThat(Thread.interrupted()).isFalse();
        assertThat(JSON.readTree(output).isArray()).isTrue();
    }

    @Test
    void ndjsonIsAReportALine() throws Exception {
        String output = Machines.run(machine, new JsonProvider(), Map.of("timeout", 4L, "ndjson", true));

        assertThat(output.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
    }

    @Test
    void anNdjsonReportIsAWholeLineAsSoonAsItIsThere() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        List<String> written = new ArrayList<>();
        JsonProvider provider = new JsonProvider();
        machine.watts("core@0", 1);
        OutputStream watched = new FilterOutputStream(output) {
            @Override
            public void flush() {
                written.add(output.toString(StandardCharsets.UTF_8));
            }
        };
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader();
                Exporter exporter = provider.create(PluginSetup.standard()
                        .withOptions(Machines.options(provider, Map.of("timeout", 4L, "ndjson", true)))
                        .withOutput(watched))) {
            exporter.run(snapshots);
        }

        assertThat(written.get(0)).endsWith("}\n");
        assertThat(output.toString(StandardCharsets.UTF_8)).endsWith("}\n").doesNotContain("\n\n");
    }

    @Test
    void ndjsonWithoutAReportIsEmpty() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(Machines.run(machine, new JsonProvider(), Map.of("ndjson", true)))
                .isEmpty();
    }

    @Test
    void aFileTakesTheReportsInPlaceOfTheOutput() throws Exception {
        Path file = directory.resolve("reports.json");
        Files.writeString(file, "something longer that was here before ".repeat(1_000));

        String output = Machines.run(machine, new JsonProvider(), Map.of("timeout", 2L, "file", file));

        assertThat(output).isEmpty();
        assertThat(JSON.readTree(Files.readString(file))).hasSize(1);
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedWithAReason() {
        assertRefused(Map.of("step", 0L), "the step must be above 0");
        assertRefused(Map.of("step", -1L), "the step must be above 0");
        assertRefused(Map.of("step", Long.MAX_VALUE), "too large");
        assertRefused(Map.of("max-top-consumers", -1L), "must be 0 or more");
        assertRefused(Map.of("process-regex", "("), "not a regular expression");
        assertRefused(Map.of("container-regex", "x"), "needs --containers");
    }

    private static void assertRefused(Map<String, Object> given, String reason) {
        JsonProvider provider = new JsonProvider();
        assertThatThrownBy(() -> provider.create(PluginSetup.standard()
                        .withOptions(Machines.options(provider, given))
                        .withOutput(new ByteArrayOutputStream())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
