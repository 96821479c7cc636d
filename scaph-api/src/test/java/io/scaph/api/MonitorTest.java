package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.MonitoredMachine;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The monitor by hand: ticks only on request, with its own clock. */
class MonitorTest extends MonitoredMachine {
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
