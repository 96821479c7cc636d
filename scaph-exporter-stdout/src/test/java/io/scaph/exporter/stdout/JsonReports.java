package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.SimulatedMachine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reports of the exporter json on a machine of two sockets. In all of them the ledger adds up. */
abstract class JsonReports {
    static final ObjectMapper JSON = new ObjectMapper();

    final SimulatedMachine machine = Machines.twoSockets();

    List<JsonNode> reports(Map<String, Object> given) throws Exception {
        JsonNode array = JSON.readTree(Machines.run(machine, new JsonProvider(), given));
        List<JsonNode> reports = new ArrayList<>();
        array.forEach(reports::add);
        reports.forEach(JsonReports::assertThatLedgerAddsUp);
        return reports;
    }

    /** A report a second, each after a change to the machine. */
    List<JsonNode> oneSecondEach(Map<String, Object> options, Runnable... changes) throws Exception {
        Map<String, Object> given = new HashMap<>(options);
        given.putAll(Map.of("timeout", 1L, "step", 1L));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        JsonProvider provider = new JsonProvider();
        List<JsonNode> reports = new ArrayList<>();
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader();
                Exporter exporter = provider.create(PluginSetup.standard()
                        .withOptions(Machines.options(provider, given))
                        .withOutput(output))) {
            for (Runnable change : changes) {
                change.run();
                output.reset();
                exporter.run(snapshots);
                reports.add(JSON.readTree(output.toByteArray()).get(0));
            }
        }
        reports.forEach(JsonReports::assertThatLedgerAddsUp);
        return reports;
    }

    static List<Integer> pids(JsonNode report) {
        return StreamSupport.stream(report.at("/consumers").spliterator(), false)
                .map(consumer -> consumer.at("/pid").asInt())
                .toList();
    }

    static void assertThatLedgerAddsUp(JsonNode report) {
        long sum = 0;
        for (JsonNode consumer : report.at("/consumers")) {
            sum += consumer.at("/energy_microjoules").asLong();
        }
        for (String line : List.of("others", "ended", "idle", "unattributed")) {
            sum += report.at("/" + line + "/energy_microjoules").asLong();
        }
        assertThat(sum).isEqualTo(report.at("/host/energy_microjoules").asLong());
    }
}
