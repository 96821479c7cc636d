package io.scaph.api;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.Property;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The monitor by hand: ticks only on request, with its own clock. */
class MonitorTest {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();

    private Monitor open() throws SensorUnavailableException {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .clock(clock)
                .manualTicks()
                .open();
    }

    private void second(long joules) {
        clock.advance(SECOND);
        sensor.add(pkg, joules * JOULE);
    }

    @Test
    void theBaselineIsTheMomentOfOpening() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            assertThat(reader.latest().sequence()).isZero();
            assertThat(reader.latest().host().energy().microjoules()).isZero();
            assertThat(reader.latest().sensors())
                    .singleElement()
                    .satisfies(info -> assertThat(info.name()).isEqualTo("fake"));
        }
    }

    @Test
    void aCeilingDecidesWhatIsAMisread() throws Exception {
        MonitorBuilder builder = Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .clock(clock)
                .manualTicks()
                .ceiling(DomainKind.PACKAGE, 10);
        try (Monitor monitor = builder.open();
                SnapshotReader reader = monitor.reader()) {
            second(5);
            Snapshot possible = reader.refresh();
            second(50);
            Snapshot impossible = reader.refresh();

            assertThat(possible.host().energy().microjoules()).isEqualTo(5 * JOULE);
            assertThat(impossible.host().energy().microjoules()).isEqualTo(5 * JOULE);
            assertThat(impossible.domains().get(0).domain().ceilingWatts()).isEqualTo(10);
            assertThat(impossible.domains().get(0).gap())
                    .hasValueSatisfying(gap -> assertThat(gap).contains("10 W"));
        }
        assertThatThrownBy(() -> builder.ceiling(DomainKind.DRAM, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void energyThatAHypervisorRelaysIsSharedByUseUnlessTheUserSaysOtherwise() throws Exception {
        Domain relayed = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone").withQuality(Quality.RELAYED);
        try (Monitor guest = Monitor.builder()
                        .sensor("fake", "a fake", FakeSensor.of(relayed))
                        .workloads(workloads)
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader inGuest = guest.reader();
                Monitor host = open();
                SnapshotReader onHost = host.reader();
                Monitor chosen = Monitor.builder()
                        .sensor("fake", "a fake", FakeSensor.of(relayed))
                        .workloads(workloads)
                        .policy(AllocationPolicy.baseline(3))
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader asChosen = chosen.reader()) {
            assertThat(inGuest.latest().policy()).isEqualTo(AllocationPolicy.ACTIVE);
            assertThat(onHost.latest().policy()).isEqualTo(AllocationPolicy.CAPACITY);
            assertThat(asChosen.latest().policy().label()).isEqualTo("baseline=3.0");
        }
    }

    @Test
    void aClockOfItsOwnMeansTicksByHand() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            second(5);

            Snapshot untouched = reader.latest();
            Snapshot refreshed = reader.refresh();

            assertThat(untouched.sequence()).isZero();
            assertThat(refreshed.host().energy().microjoules()).isEqualTo(5 * JOULE);
            assertThat(reader.latest()).isSameAs(refreshed);
        }
    }

    @Test
    void awaitUntilReturnsASnapshotNotOlderThanTheDeadline() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            long deadline = clock.nanoTime() + 5 * SECOND;

            Snapshot snapshot = reader.awaitUntil(deadline);

            assertThat(snapshot.nanoTime() - deadline).isNotNegative();
        }
    }

    @Test
    void awaitingAMomentThatHasPassedWithinTheLatestSnapshotTakesNoTick() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            second(1);
            Snapshot refreshed = reader.refresh();

            Snapshot snapshot = reader.awaitUntil(clock.nanoTime() - SECOND / 2);

            assertThat(snapshot).isSameAs(refreshed);
        }
    }

    @Test
    void readersOfDifferentPaceSeeEveryJouleOnce() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader fast = monitor.reader();
                SnapshotReader slow = monitor.reader()) {
            Snapshot slowFrom = slow.latest();
            Snapshot fastFrom = fast.latest();
            long fastSum = 0;
            for (int i = 1; i <= 100; i++) {
                second(i);
                Snapshot to = fast.refresh();
                fastSum += Interval.between(fastFrom, to).host().energy().microjoules();
                fastFrom = to;
            }

            long slowSum =
                    Interval.between(slowFrom, slow.latest()).host().energy().microjoules();

            assertThat(fastSum).isEqualTo(5_050 * JOULE);
            assertThat(slowSum).isEqualTo(fastSum);
        }
    }

    @Test
    void aProcessThatEndedIsShownToTheSlowestReader() throws Exception {
        ProcessInfo process = process(1);
        try (Monitor monitor = open();
                SnapshotReader fast = monitor.reader();
                SnapshotReader slow = monitor.reader()) {
            Snapshot from = slow.latest();
            workloads.use(process, SECOND);
            second(4);
            fast.refresh();
            workloads.end(process);
            for (int i = 0; i < 10; i++) {
                second(4);
                fast.refresh();
            }

            Interval interval = Interval.between(from, slow.latest());

            assertThat(interval.processes()).singleElement().satisfies(consumer -> {
                assertThat(consumer.total().isEnded()).isTrue();
                assertThat(consumer.energy().microjoules()).isEqualTo(JOULE);
            });
            second(4);
            assertThat(fast.refresh().processes()).isEmpty();
            assertThat(fast.latest().ended().microjoules()).isEqualTo(JOULE);
        }
    }

    @Test
    void aClosedReaderHoldsNothingUp() throws Exception {
        ProcessInfo process = process(1);
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            SnapshotReader gone = monitor.reader();
            workloads.use(process, SECOND);
            second(4);
            reader.refresh();
            workloads.end(process);
            second(4);
            reader.refresh();

            gone.close();
            gone.close();
            second(4);

            assertThat(reader.refresh().processes()).isEmpty();
        }
    }

    @Test
    void randomMachinesAndReadersAgreeToTheMicrojoule() {
        Property.holds(200, random -> {
            FakeWorkloads processes = new FakeWorkloads(2);
            VirtualClock time = new VirtualClock();
            FakeSensor counter = FakeSensor.of(pkg);
            try (Monitor monitor = Monitor.builder()
                    .sensor("fake", "a fake", counter)
                    .workloads(processes)
                    .clock(time)
                    .manualTicks()
                    .open()) {
                List<SnapshotReader> readers = List.of(monitor.reader(), monitor.reader(), monitor.reader());
                List<Snapshot> from = new ArrayList<>();
                readers.forEach(reader -> from.add(reader.latest()));
                for (int i = 0; i < 40; i++) {
                    ProcessInfo process = process(random.nextInt(6), random.nextInt(2), "process");
                    if (random.nextInt(4) == 0) {
                        processes.end(process);
                    } else {
                        processes.use(process, random.nextLong(SECOND));
                    }
                    counter.add(pkg, random.nextLong(100 * JOULE));
                    counter.failing(pkg, random.nextInt(5) == 0);
                    time.advance(random.nextLong(2 * SECOND));
                    int chosen = random.nextInt(readers.size());
                    Snapshot to = random.nextBoolean()
                            ? readers.get(chosen).refresh()
                            : readers.get(chosen).latest();
                    addsUp(Interval.between(from.get(chosen), to));
                    if (random.nextBoolean()) {
                        from.set(chosen, to);
                    }
                }
            } catch (SensorUnavailableException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void addsUp(Interval interval) {
        long consumers = 0;
        for (ProcessUsage consumer : interval.processes()) {
            assertThat(consumer.energy().microjoules()).isNotNegative();
            consumers += consumer.energy().microjoules();
        }
        assertThat(interval.ended().energy().microjoules()).isNotNegative();
        assertThat(consumers
                        + interval.ended().energy().microjoules()
                        + interval.idle().energy().microjoules()
                        + interval.unattributed().energy().microjoules())
                .isEqualTo(interval.host().energy().microjoules());
    }

    @Test
    void closingReleasesSensorAndWorkloadsOnceAndKeepsTheLastSnapshot() throws Exception {
        Monitor monitor = open();
        SnapshotReader reader = monitor.reader();
        Snapshot last = reader.refresh();

        monitor.close();
        monitor.close();
        second(5);

        assertThat(sensor.closes()).isEqualTo(1);
        assertThat(workloads.closes()).isEqualTo(1);
        assertThat(reader.refresh()).isSameAs(last);
        assertThat(reader.latest()).isSameAs(last);
        assertThat(reader.awaitUntil(clock.nanoTime() + SECOND)).isSameAs(last);
    }

    @Test
    void aPeriodThatIsNotAboveZeroIsRefused() {
        MonitorBuilder builder = Monitor.builder();

        assertThatThrownBy(() -> builder.tick(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.tick(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoSensorsOfOneDomainAreRefused() {
        MonitorBuilder builder = Monitor.builder()
                .sensor("one", "", sensor)
                .sensor("two", "", FakeSensor.of(pkg))
                .workloads(workloads);

        assertThatThrownBy(builder::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void aMonitorThatCantBeOpenedReleasesWhatItOpened() throws Exception {
        MonitorBuilder builder = Monitor.builder()
                .sensor("one", "", sensor)
                .sensor("two", "", FakeSensor.of(pkg))
                .workloads(workloads);

        assertThatThrownBy(builder::open).isInstanceOf(IllegalArgumentException.class);

        assertThat(sensor.closes()).isEqualTo(1);
        assertThat(workloads.closes()).isEqualTo(1);
    }

    @Test
    void theLongestPeriodIsAsGoodAsNever() throws Exception {
        MonitorBuilder builder = Monitor.builder()
                .sensor("fake", "a fake", FakeSensor.of(Domains.gpu(0)))
                .workloads(workloads)
                .tick(Duration.ofSeconds(Long.MAX_VALUE));

        try (Monitor monitor = builder.open();
                SnapshotReader reader = monitor.reader()) {
            assertThat(reader.refresh().sequence()).isEqualTo(1);
        }
    }

    @Test
    void withoutAnySensorOpeningSaysWhatToDo() {
        MonitorBuilder builder = Monitor.builder()
                .providers(Providers.load(List.of(ClassLoader.getPlatformClassLoader())))
                .workloads(workloads);

        assertThatThrownBy(builder::open).isInstanceOfSatisfying(SensorUnavailableException.class, e -> {
            assertThat(e).hasMessage("there is no sensor");
            assertThat(e.remedy()).contains("scaph-sensor-powercap");
        });
    }
}
