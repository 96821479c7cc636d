package io.scaph.api.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an interval shows of a machine of 4 CPUs, a package and a GPU, on which this JVM is process 7. */
class IntervalItemsTest {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;

    private final Domain pkg = Domains.pkg(0);
    private final Domain gpu = Domains.gpu(0);
    private final FakeSensor sensor = FakeSensor.of(pkg, gpu).reportsUse();
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();
    private final ProcessInfo own = FakeWorkloads.process(7, 0, "java");
    private final ProcessInfo shop = FakeWorkloads.process(8, 0, "shop")
            .withContainer(Container.of("c1", "docker", null).named("web", Map.of()))
            .withUser(User.of(33, "www-data"))
            .withUnit("docker-c1.scope");
    private final ProcessInfo batch = FakeWorkloads.process(9, 0, "batch")
            .withContainer(Container.of("c2", "docker", null))
            .withUser(User.of(1000, null))
            .withUnit("batch.service")
            .withJob(Job.of("12", "slurm"));
    private Monitor monitor;
    private SnapshotReader reader;
    private Snapshot from;

    @BeforeEach
    void open() throws Exception {
        workloads.use(own, SECOND);
        workloads.idle(SECOND);
        monitor = Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .clock(clock)
                .manualTicks()
                .open();
        reader = monitor.reader();
        from = reader.latest();
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    /** The GPU idles at 10 W. */
    private void second(long joules) {
        clock.advance(SECOND);
        sensor.add(pkg, joules * JOULE);
        sensor.add(gpu, 10 * JOULE);
    }

    private Interval interval() {
        return Interval.between(from, reader.refresh());
    }

    @Test
    void containersJobsUnitsAndUsersHaveTheirNames() {
        workloads.use(shop, SECOND);
        workloads.use(batch, 2 * SECOND);
        second(40);

        Interval interval = interval();

        assertThat(interval.containers())
                .extracting(Usage::toString)
                .containsExactly("c2: 20.0 J, 20.00 W", "web: 10.0 J, 10.00 W");
        assertThat(interval.jobs()).extracting(Usage::toString).containsExactly("12: 20.0 J, 20.00 W");
        assertThat(interval.units()).extracting(Usage::name).containsExactly("batch.service", "docker-c1.scope");
        assertThat(interval.users()).extracting(Usage::name).containsExactly("1000", "www-data");
        assertThat(interval.users().get(1).subject()).isEqualTo(User.of(33, "www-data"));
    }

    @Test
    void aGroupThatEndsIsShownWithWhatItUsed() {
        workloads.use(batch, 2 * SECOND);
        second(40);
        reader.refresh();
        workloads.end(batch);
        second(40);

        Interval interval = interval();

        assertThat(interval.containers())
                .singleElement()
                .satisfies(container -> assertThat(container.energy()).isEqualTo(Energy.ofJoules(20)));
        assertThat(interval.jobs()).extracting(Usage::name).containsExactly("12");
    }

    /** Such as a unit that runs every hour. */
    @Test
    void aGroupThatEndedAndCameBackHasWhatItUsedSince() {
        workloads.use(batch, SECOND);
        second(40);
        reader.refresh();
        workloads.end(batch);
        second(40);
        from = reader.refresh();
        second(40);
        reader.refresh();

        workloads.use(FakeWorkloads.process(10, 1, "batch").withUnit("batch.service"), 2 * SECOND);
        second(40);

        assertThat(interval().units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.energy()).isEqualTo(Energy.ofJoules(20)));
    }

    @Test
    void devicesAreApartOfTheHostAndOfTheirUsers() {
        workloads.use(shop, SECOND);
        sensor.use(gpu, shop.pid(), SECOND / 2);
        sensor.add(gpu, 90 * JOULE);
        second(40);

        Interval interval = interval();

        assertThat(interval.host().energy()).isEqualTo(Energy.ofJoules(140));
        assertThat(interval.devices()).extracting(Usage::toString).containsExactly("gpu-0: 100 J, 100.00 W");
        assertThat(interval.domains()).extracting(Usage::name).containsExactly("package-0", "gpu-0");
        assertThat(interval.processes().get(0).energy()).isEqualTo(Energy.ofJoules(60));
        assertThat(interval.processes().get(0).cpuTime()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void thisProcessAndItsJvmAreMeasured() {
        workloads.jvm(new JvmTimes(SECOND, 0, 0, 0));
        second(40);
        from = reader.refresh();
        workloads.use(own, 2 * SECOND);
        workloads.jvm(new JvmTimes(3 * SECOND, SECOND / 2, SECOND / 4, SECOND / 4));
        second(40);

        Interval interval = interval();

        ProcessUsage self = interval.self().orElseThrow();
        assertThat(self).hasToString("java: 20.0 J, 20.00 W");
        JvmUsage jvm = interval.jvm().orElseThrow();
        assertThat(jvm.energy()).isEqualTo(self.energy());
        assertThat(jvm.application()).hasToString("application: 10.0 J, 10.00 W");
        assertThat(jvm.gc()).hasToString("gc: 5.00 J, 5.00 W");
        assertThat(jvm.jit().energy().plus(jvm.runtime().energy())).isEqualTo(Energy.ofJoules(5));
    }

    @Test
    void theJvmIsUnknownWhereItsPartsAre() {
        second(40);

        assertThat(interval().jvm()).isEmpty();
        assertThat(interval().self()).isPresent();
    }

    @Test
    void theInterruptsAndStolenTimeArePartsOfWhatIsUnattributed() {
        second(40);

        Interval interval = interval();

        assertThat(interval.interrupts()).hasToString("interrupts: 0 µJ, 0.00 W");
        assertThat(interval.stolen().name()).isEqualTo("stolen");
        assertThat(interval.idle().name()).isEqualTo("idle");
        assertThat(interval.unattributed().energy()).isEqualTo(Energy.ofJoules(40));
    }

    @Test
    void aPowerThatIsUnknownIsSaidInWords() {
        sensor.failing(pkg, true);
        second(40);

        Interval interval = interval();

        assertThat(interval).hasToString("host: 10.0 J, power unknown in 1.00 s");
        assertThat(interval.host().lowPower()).isEmpty();
        assertThat(interval.domain(pkg).power()).isEmpty();
    }

    @Test
    void theTextNamesTheHostItsPowerAndTheTime() {
        second(40);

        Interval interval = interval();

        assertThat(interval).hasToString("host: 50.0 J, 50.00 W in 1.00 s");
        assertThat(interval.duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(interval.quality()).isEqualTo(Quality.MEASURED);
    }

    @Test
    void anEstimateHasARangeThatAllItsPartsShare() throws Exception {
        Domain disk = Domain.of("disk", DomainKind.DISK).withQuality(Quality.ESTIMATED);
        FakeSensor model = FakeSensor.of(disk);
        model.estimate(0.5, 2);
        try (Monitor both = Monitor.builder()
                        .sensor("fake", "a fake", sensor)
                        .sensor("model", "a model", model)
                        .workloads(workloads)
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader of = both.reader()) {
            Snapshot begin = of.latest();
            model.add(disk, 10 * JOULE);
            sensor.add(gpu, 20 * JOULE);
            workloads.use(shop, 4 * SECOND);
            second(60);

            Interval interval = Interval.between(begin, of.refresh());

            assertThat(interval.quality()).isEqualTo(Quality.ESTIMATED);
            assertThat(interval.host().power()).hasValue(100);
            assertThat(interval.host().lowPower()).hasValue(95);
            assertThat(interval.host().highPower()).hasValue(110);
            assertThat(interval.domain(pkg).lowPower()).isEmpty();
            assertThat(interval.domain(disk).lowPower()).hasValue(5);
            ProcessUsage process = interval.processes().get(0);
            assertThat(process.power().orElseThrow()).isCloseTo(70, within(1e-9));
            assertThat(process.lowPower().orElseThrow()).isCloseTo(66.5, within(1e-9));
            assertThat(process.highPower().orElseThrow()).isCloseTo(77, within(1e-9));
        }
    }
}
