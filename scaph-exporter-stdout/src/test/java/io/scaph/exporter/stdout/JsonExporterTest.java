package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.User;
import io.scaph.testkit.SimulatedMachine;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonExporterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedMachine machine = Machines.twoSockets();

    @TempDir
    Path directory;

    @Test
    void aCutOfProcessesCutsNoGroupsAndACutOfGroupsLeavesTheirSum() throws Exception {
        for (long pid : new long[] {1, 20, 30}) {
            machine.describe(
                    pid,
                    process -> process.withContainer(Container.of("c" + pid, null, null))
                            .withUnit("u" + pid + ".service")
                            .withUser(User.of(pid, null)));
        }

        JsonNode report = oneSecondEach(
                        Map.of(
                                "max-top-consumers",
                                0L,
                                "containers",
                                true,
                                "units",
                                true,
                                "users",
                                true,
                                "max-containers",
                                1L,
                                "max-units",
                                0L),
                        () -> {},
                        () -> machine.end(30))
                .get(1);

        assertThat(report.at("/consumers").size()).isZero();
        assertThat(report.at("/users").size()).isEqualTo(3);
        assertThat(report.at("/other_users/count").asInt()).isZero();
        assertThat(report.at("/containers/0/id").asText()).isEqualTo("c20");
        assertThat(report.at("/other_containers/count").asInt()).isEqualTo(2);
        assertThat(report.at("/other_containers/energy_microjoules").asLong()).isEqualTo(12_500_000);
        assertThat(report.at("/other_containers/consumption").asLong()).isZero();
        assertThat(report.at("/units").size()).isZero();
        assertThat(report.at("/other_units/energy_microjoules").asLong()).isEqualTo(62_500_000);
        assertThat(report.at("/other_units/consumption").asLong()).isEqualTo(25_000_000);
    }

    @Test
    void aJobHasATotalAndIsShownWithItsProcesses() throws Exception {
        machine.contain(20, WEB).describe(20, process -> process.withJob(Job.of("123", "slurm")));

        JsonNode report =
                oneSecondEach(Map.of("containers", true), () -> {}, () -> {}).get(1);

        JsonNode total = report.at("/jobs/0");
        assertThat(total.get("id").asText()).isEqualTo("123");
        assertThat(total.get("scheduler").asText()).isEqualTo("slurm");
        assertThat(total.get("consumption").asLong()).isEqualTo(25_000_000);
        assertThat(total.get("ended").asBoolean()).isFalse();
        assertThat(report.at("/other_jobs/count").asInt()).isZero();
        assertThat(report.at("/consumers")).anySatisfy(consumer -> {
            assertThat(consumer.at("/job/id").asText()).isEqualTo("123");
            assertThat(consumer.at("/container/name").asText())
                    .isEqualTo(WEB.name().orElseThrow());
        });
        assertThat(report.at("/consumers"))
                .filteredOn(consumer -> consumer.get("pid").asLong() != 20)
                .allSatisfy(consumer -> assertThat(consumer.get("job").isNull()).isTrue());
    }

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
    void anEstimateIsToldWithItsInterval() throws Exception {
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
    void whatCantBeAttributedIsToldByKind() throws Exception {
        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/policy").asText()).isEqualTo("capacity");
        assertThat(report.at("/unattributed/interrupts/energy_microjoules").isNumber())
                .isTrue();
        assertThat(report.at("/unattributed/stolen/consumption").isNumber()).isTrue();
        assertThat(report.at("/users").size()).isZero();
    }

    private static final Container WEB =
            Container.of("aabbccddeeff00112233", "docker", "docker").named("web", Map.of("container_label_x", "\"y"));

    @Test
    void aContainerIsToldWithItsNameAndLabelsAndWhatItUses() throws Exception {
        machine.contain(20, WEB).contain(30, Container.of("ffee", "podman", null));

        List<JsonNode> reports =
                oneSecondEach(Map.of("containers", true), () -> {}, () -> {}, () -> machine.run(20, "busy", 0));

        JsonNode web = reports.get(1).at("/containers/0");
        assertThat(web.at("/id").asText()).isEqualTo("aabbccddeeff00112233");
        assertThat(web.at("/name").asText()).isEqualTo("web");
        assertThat(web.at("/labels/container_label_x").asText()).isEqualTo("\"y");
        assertThat(web.at("/consumption").asLong()).isEqualTo(25_000_000);
        assertThat(web.at("/energy_microjoules").asLong()).isEqualTo(50_000_000);
        assertThat(web.at("/ended").asBoolean()).isFalse();
        assertThat(reports.get(2).at("/containers/0/id").asText()).isEqualTo("ffee");
        assertThat(reports.get(2).at("/containers/0/name").asText()).isEqualTo("unknown");
        assertThat(reports.get(2).at("/containers/1/consumption").asLong()).isZero();
        JsonNode consumer = reports.get(0).at("/consumers/0");
        assertThat(consumer.at("/container/name").asText()).isEqualTo("web");
        assertThat(consumer.at("/container/labels/container_label_x").asText()).isEqualTo("\"y");
        assertThat(consumer.at("/unit").asText()).isEqualTo("aabbccddeeff00112233.scope");
        assertThat(reports.get(0).at("/consumers/2/unit").isNull()).isTrue();
    }

    @Test
    void aContainerThatIsNewStartsFromZeroAndOneThatEndedIsToldOnce() throws Exception {
        List<JsonNode> reports = oneSecondEach(
                Map.of("containers", true),
                () -> {},
                () -> machine.run(50, "late", 1).contain(50, WEB),
                () -> machine.end(50),
                () -> {});

        assertThat(reports.get(0).at("/containers").size()).isZero();
        assertThat(reports.get(1).at("/containers/0/consumption").asLong()).isEqualTo(25_000_000);
        assertThat(reports.get(2).at("/containers/0/ended").asBoolean()).isTrue();
        assertThat(reports.get(3).at("/containers").size()).isZero();
    }

    @Test
    void aContainerIsFoundByItsNameOrItsId() throws Exception {
        machine.contain(20, WEB);
        for (String regex : List.of("^web$", "^aabb")) {
            JsonNode report = reports(Map.of("timeout", 2L, "containers", true, "container-regex", regex))
                    .get(0);

            assertThat(pids(report)).containsExactly(20);
        }
        assertThat(pids(reports(Map.of("timeout", 2L, "containers", true, "container-regex", "^x"))
                        .get(0)))
                .isEmpty();
    }

    @Test
    void resourcesThatNobodyKnowsAreNull() throws Exception {
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
    void foreignNamesAreEscaped() throws Exception {
        machine.run(66, "\"},\n\u0000\\ \ud83d\ude00", 1.5);

        JsonNode report = reports(Map.of("timeout", 2L)).get(0);

        assertThat(report.at("/consumers/0/comm").asText()).isEqualTo("\"},\n\u0000\\ \ud83d\ude00");
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

    private List<JsonNode> reports(Map<String, Object> given) throws Exception {
        JsonNode array = JSON.readTree(Machines.run(machine, new JsonProvider(), given));
        List<JsonNode> reports = new ArrayList<>();
        array.forEach(reports::add);
        reports.forEach(JsonExporterTest::assertThatLedgerAddsUp);
        return reports;
    }

    /** A report a second, each after a change to the machine. */
    private List<JsonNode> oneSecondEach(Map<String, Object> options, Runnable... changes) throws Exception {
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
        reports.forEach(JsonExporterTest::assertThatLedgerAddsUp);
        return reports;
    }

    private static List<Integer> pids(JsonNode report) {
        return StreamSupport.stream(report.at("/consumers").spliterator(), false)
                .map(consumer -> consumer.at("/pid").asInt())
                .toList();
    }

    private static void assertThatLedgerAddsUp(JsonNode report) {
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
