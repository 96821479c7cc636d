package io.scaph.prometheus.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.api.workload.User;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.exposition.TextSink;
import io.scaph.prometheus.internal.host.Disk;
import io.scaph.prometheus.internal.host.HostGauges;
import io.scaph.prometheus.internal.host.SlowGauges;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.PublishedLines;
import io.scaph.prometheus.internal.view.Roster;
import io.scaph.prometheus.internal.view.ViewSource;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine that has everything: psys, a GPU, an estimate, a job, a container, a unit and a user. */
@Timeout(30)
class MetricCatalogueTest {
    private final VirtualClock clock = new VirtualClock();

    private SimulatedMachine machine() {
        Domain psys = Domain.of("psys", DomainKind.PSYS).at("intel-rapl:1");
        Domain cpu = Domain.ofSocket(DomainKind.PACKAGE, 0).at("model").withQuality(Quality.ESTIMATED);
        Domain core = Domain.ofSocket(DomainKind.CORE, 0).at("intel-rapl:0:0");
        Domain gpu = Domain.of("gpu0", DomainKind.GPU).at("card0");
        return new SimulatedMachine(clock, 4, Topology.of(List.of(psys, cpu, core, gpu), List.of(cpu, gpu)))
                .watts("package-0", 50)
                .uncertain("package-0", 0.8, 2)
                .watts("gpu0", 200)
                .run(1, "busy", 1)
                .use("gpu0", 1, 0.5)
                .describe(
                        1,
                        process -> process.withContainer(Container.of("c", null, null))
                                .withJob(Job.of("7", "slurm"))
                                .withUnit("a.service")
                                .withUser(User.of(1, null)));
    }

    private Set<String> families(Schema schema) throws Exception {
        try (Monitor monitor = machine().monitor();
                SnapshotReader reader = monitor.reader();
                SnapshotReader ticks = monitor.reader()) {
            Map<GroupLabels<?>, Roster<?>> groups = new LinkedHashMap<>();
            schema.groups().forEach(labels -> groups.put(labels, Roster.ofGroups(10, labels)));
            ViewSource views = new ViewSource(reader, Roster.ofProcesses(10, schema::process), groups);
            clock.advance(Duration.ofSeconds(1));
            ticks.refresh();
            Thread follower = new Thread(() -> {
                try {
                    views.follow(view -> Thread.currentThread().interrupt());
                } catch (InterruptedException e) {
                    // The first view is enough.
                }
            });
            follower.start();
            follower.join();
            TextSink text = new TextSink(Format.TEXT, 16);
            schema.write(
                    new MetricData(views.latest(), host(), slow(views.latest().processes()), cost()), text);
            return new String(text.finish(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .map(line -> line.split(" ", -1)[2])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static HostGauges host() {
        Map<String, Long> values = new HashMap<>();
        for (String name : List.of(
                "cpus",
                "ctxt",
                "processes",
                "procs_running",
                "procs_blocked",
                "MemTotal",
                "MemAvailable",
                "MemFree",
                "SwapTotal",
                "SwapFree",
                "VmRSS",
                "VmSize")) {
            values.put(name, 4L);
        }
        return new HostGauges(values, List.of(1L, 2L, 3L));
    }

    private static SlowGauges.Values slow(PublishedLines<ProcessInfo> processes) {
        Resources resources = Resources.of(1, 2, OptionalLong.of(3), OptionalLong.of(4));
        Map<Object, SlowGauges.ProcessReading> readings = new HashMap<>();
        processes
                .lines()
                .forEach(line -> readings.put(line.subject().identity(), new SlowGauges.ProcessReading(resources, 5)));
        return new SlowGauges.Values(
                readings,
                readings,
                OptionalLong.of(5),
                List.of(new Disk(LabelSet.NONE.with("disk_name", "sda"), 6, 7)));
    }

    private static SelfCost cost() {
        OptionalLong known = OptionalLong.of(1);
        return new SelfCost("1.2.3", 1, 1, 1, 1, known, known);
    }

    @Test
    void allMetricsOfTheCatalogueArePublishedAndNoOthers() throws Exception {
        Set<String> published = families(new ScaphandreSchema());
        published.addAll(families(new SemconvSchema()));

        assertThat(published).isEqualTo(new TreeSet<>(MetricCatalogue.names()));
    }

    @Test
    void anUnknownNameIsRefused() {
        FamilyWriter out = new FamilyWriter(new TextSink(Format.TEXT, 16), EnergyUnit.JOULES);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> out.value("scaph_nothing", 1))
                .withMessage("scaph_nothing is missing in metrics.txt");
    }

    @Test
    void typeAndHelpAreThoseOfTheCatalogue() {
        MetricCatalogue.Description entry = MetricCatalogue.entry("scaph_self_ticks_total");

        assertThat(entry.kind()).isEqualTo(Sink.MetricType.COUNTER);
        assertThat(entry.help()).isEqualTo("Number of ticks since scaph was started");
    }
}
