package io.scaph.api;

import static io.scaph.api.testing.Latches.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.topology.Domain;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The monitor with its own thread, in real time. */
@Timeout(20)
class MonitorThreadTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final long MILLI = 1_000_000;

    private final Domain pkg = Domains.gpu(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final FakeWorkloads workloads = new FakeWorkloads(4);

    private Monitor open(Duration tick) throws Exception {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .tick(tick)
                .open();
    }

    @Test
    void ticksByItselfOnADaemonThread() throws Exception {
        Set<Thread> reading = ConcurrentHashMap.newKeySet();
        CountDownLatch third = new CountDownLatch(3);

        try (Monitor monitor = open(Duration.ofMillis(5));
                SnapshotReader reader = monitor.reader()) {
            sensor.intercept(() -> {
                reading.add(Thread.currentThread());
                third.countDown();
            });
            third.await();

            assertThat(reading).singleElement().satisfies(thread -> {
                assertThat(thread.isDaemon()).isTrue();
                assertThat(thread).isNotSameAs(Thread.currentThread());
            });
            assertThat(reader.refresh().sequence()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void theFirstTickInheritsNothingOfTheThreadThatOpens() throws Exception {
        Set<Thread> reading = ConcurrentHashMap.newKeySet();
        Set<ClassLoader> loaders = ConcurrentHashMap.newKeySet();
        sensor.intercept(() -> {
            reading.add(Thread.currentThread());
            loaders.add(Thread.currentThread().getContextClassLoader());
        });
        Thread opener = Thread.currentThread();
        ClassLoader before = opener.getContextClassLoader();
        ClassLoader ofTheApplication = new URLClassLoader(new URL[0]);
        opener.setContextClassLoader(ofTheApplication);

        try {
            open(NEVER).close();
        } finally {
            opener.setContextClassLoader(before);
        }

        assertThat(reading).isNotEmpty().doesNotContain(opener);
        assertThat(loaders).doesNotContain(ofTheApplication);
    }

    @Test
    void ticksKeepTheirSchedule() throws Exception {
        try (Monitor monitor = open(Duration.ofMillis(20));
                SnapshotReader reader = monitor.reader()) {
            Snapshot from = reader.latest();

            Snapshot to = reader.awaitUntil(from.nanoTime() + 400 * MILLI);

            long periods = (to.nanoTime() - from.nanoTime()) / (20 * MILLI);
            assertThat(to.sequence() - from.sequence()).isBetween(periods / 2, periods + 2);
        }
    }

    @Test
    void theFirstMoveOfACounterIsLookedForOftenAndIsTheBeginning() throws Exception {
        Domain cpu = Domains.pkg(0);
        FakeSensor slow = FakeSensor.of(cpu);

        try (Monitor monitor = Monitor.builder()
                        .sensor("slow", "a fake", slow)
                        .workloads(workloads)
                        .tick(NEVER)
                        .open();
                SnapshotReader reader = monitor.reader()) {
            awaitReads(slow, 3);
            slow.add(cpu, 50_000_000);
            awaitReads(slow, 1);
            slow.add(cpu, 1_000_000);

            assertThat(reader.refresh().host().energy().microjoules()).isEqualTo(1_000_000);
        }
    }

    private static void awaitReads(FakeSensor sensor, int more) throws InterruptedException {
        int enough = sensor.reads() + more;
        for (int i = 0; i < 1_000 && sensor.reads() < enough; i++) {
            Thread.sleep(10);
        }
        assertThat(sensor.reads()).isGreaterThanOrEqualTo(enough);
    }

    @Test
    void aSensorThatInterruptsItsThreadDoesNotMakeItSpin() throws Exception {
        sensor.intercept(() -> Thread.currentThread().interrupt());

        try (Monitor monitor = open(Duration.ofMillis(50));
                SnapshotReader reader = monitor.reader()) {
            Thread.interrupted();
            Snapshot from = reader.latest();

            Snapshot to = reader.awaitUntil(from.nanoTime() + 300 * MILLI);

            assertThat(to.sequence() - from.sequence()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void aFatalErrorEndsTheMonitorAndNoReaderWaitsForIt() throws Exception {
        Monitor monitor = open(NEVER);
        SnapshotReader reader = monitor.reader();
        Snapshot last = reader.latest();
        sensor.intercept(() -> {
            throw new OutOfMemoryError("on purpose");
        });

        Snapshot refreshed = reader.refresh();
        Snapshot again = reader.refresh();

        assertThat(refreshed).isSameAs(last);
        assertThat(again).isSameAs(last);
        assertThat(reader.isCurrent()).isFalse();
        assertThat(reader.trouble())
                .hasValueSatisfying(reason -> assertThat(reason).contains("fatal error"));
        monitor.close();
        assertThat(sensor.closes()).isEqualTo(1);
    }

    @Test
    void closingEndsTheThreadAndReleasesTheSensor() throws Exception {
        Set<Thread> reading = ConcurrentHashMap.newKeySet();
        Monitor monitor = open(NEVER);
        sensor.intercept(() -> reading.add(Thread.currentThread()));
        SnapshotReader reader = monitor.reader();
        Snapshot last = reader.refresh();

        monitor.close();
        monitor.close();

        assertThat(reading).hasSize(1).noneMatch(Thread::isAlive);
        assertThat(sensor.closes()).isEqualTo(1);
        assertThat(workloads.closes()).isEqualTo(1);
        assertThat(reader.refresh()).isSameAs(last);
    }

    @Test
    void aSensorThatHangsHoldsUpClosingForAMomentOnly() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inRead = new CountDownLatch(1);
        Monitor monitor = open(Duration.ofMillis(1));
        sensor.intercept(() -> {
            inRead.countDown();
            awaitQuietly(goOn);
        });
        inRead.await();
        long before = System.nanoTime();

        monitor.close();

        assertThat(System.nanoTime() - before).isLessThan(5_000 * MILLI);
        goOn.countDown();
    }
}
