package io.scaph.api;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.MonitoredMachine;
import io.scaph.api.testing.Property;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The readers of a monitor that ticks only on request, with its own clock. */
class SnapshotReaderTest extends MonitoredMachine {
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
}
