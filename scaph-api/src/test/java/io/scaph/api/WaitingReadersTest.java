package io.scaph.api;

import static io.scaph.api.testing.Latches.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that wait for a tick of the monitor's thread, in real time. */
@Timeout(20)
class WaitingReadersTest {
    private static final long MILLI = 1_000_000;

    private final Domain pkg = Domains.gpu(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final FakeWorkloads workloads = new FakeWorkloads(4);

    private Monitor open() throws Exception {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .tick(Duration.ofHours(1))
                .open();
    }

    @Test
    void aReaderThatAwaitsTheNextTickSeesEachOneAndAsksForNone() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<Snapshot> last;
        try (Monitor monitor = open();
                SnapshotReader follower = monitor.reader();
                SnapshotReader other = monitor.reader()) {
            for (long tick = 1; tick <= 3; tick++) {
                Future<Snapshot> next = executor.submit(follower::awaitNext);
                Thread.sleep(20);
                assertThat(next.isDone()).isFalse();
                other.refresh();
                assertThat(next.get().sequence()).isEqualTo(tick);
            }
            last = executor.submit(follower::awaitNext);
        } finally {
            executor.shutdown();
        }
        assertThat(last.get().sequence()).isEqualTo(3);
    }

    @Test
    void aTickOfAMonitorWithoutAThreadWakesThoseThatAwaitIt() throws Exception {
        try (Monitor monitor = Monitor.builder()
                        .sensor("fake", "a fake", sensor)
                        .workloads(workloads)
                        .manualTicks()
                        .open();
                SnapshotReader follower = monitor.reader();
                SnapshotReader other = monitor.reader()) {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                Future<Snapshot> next = executor.submit(follower::awaitNext);
                other.refresh();
                assertThat(next.get().sequence()).isEqualTo(1);
            } finally {
                executor.shutdownNow();
            }
        }
    }

    @Test
    void aRequestedTickIsMadeAtOnce() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            sensor.add(pkg, 7);
            long before = System.nanoTime();

            Snapshot snapshot = reader.refresh();

            assertThat(snapshot.host().energy().microjoules()).isEqualTo(7);
            assertThat(snapshot.nanoTime() - before).isNotNegative();
        }
    }

    @Test
    void whoAsksAtTheSameTimeSharesATick() throws Exception {
        int askers = 16;
        ExecutorService pool = Executors.newFixedThreadPool(askers);
        CountDownLatch inRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Monitor monitor = open();
                SnapshotReader first = monitor.reader()) {
            sensor.intercept(() -> {
                inRead.countDown();
                awaitQuietly(goOn);
            });
            Future<Snapshot> running = pool.submit(first::refresh);
            inRead.await();
            ConcurrentHashMap<Thread, Boolean> asking = new ConcurrentHashMap<>();
            List<Future<Snapshot>> asked = new ArrayList<>();
            for (int i = 1; i < askers; i++) {
                asked.add(pool.submit(() -> {
                    try (SnapshotReader reader = monitor.reader()) {
                        asking.put(Thread.currentThread(), true);
                        return reader.refresh();
                    }
                }));
            }
            while (asking.size() < askers - 1
                    || asking.keySet().stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
                Thread.onSpinWait();
            }
            goOn.countDown();

            assertThat(running.get().sequence()).isBetween(1L, 3L);
            for (Future<Snapshot> snapshot : asked) {
                assertThat(snapshot.get().sequence()).isBetween(2L, 3L);
            }
            assertThat(sensor.reads()).isLessThanOrEqualTo(4);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aRecentSnapshotNeedsNoTickAndAnOldOneDoes() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            assertThat(reader.recent(Duration.ofHours(1)).sequence()).isZero();
            assertThat(reader.recent(Duration.ZERO).sequence()).isEqualTo(1);
        }
    }

    @Test
    void aRecentSnapshotIsNotWaitedForIfTheTickHangs() throws Exception {
        CountDownLatch inRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            sensor.intercept(() -> {
                inRead.countDown();
                awaitQuietly(goOn);
            });
            inRead.await();

            assertThat(reader.recent(Duration.ZERO).sequence()).isZero();
            goOn.countDown();
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void awaitUntilTakesTheTickThatTheDeadlineFallsInto() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            long deadline = reader.latest().nanoTime() + 20 * MILLI;

            Snapshot snapshot = reader.awaitUntil(deadline);

            assertThat(snapshot.nanoTime() - deadline).isNotNegative();
        }
    }

    @Test
    void anInterruptedReaderGetsTheLatestAndKeepsItsInterrupt() throws Exception {
        try (Monitor monitor = open();
                SnapshotReader reader = monitor.reader()) {
            Thread.currentThread().interrupt();

            Snapshot snapshot = reader.refresh();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(snapshot.sequence()).isLessThanOrEqualTo(1);
            assertThat(reader.refresh().sequence()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void closingFreesReadersThatWait() throws Exception {
        CountDownLatch inRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService pool = Executors.newCachedThreadPool();
        Monitor monitor = open();
        SnapshotReader reader = monitor.reader();
        sensor.intercept(() -> {
            inRead.countDown();
            awaitQuietly(goOn);
        });
        Future<Snapshot> waiting = pool.submit(reader::refresh);
        inRead.await();

        Future<?> closing = pool.submit(monitor::close);

        assertThat(waiting.get(1, TimeUnit.SECONDS).sequence()).isZero();
        goOn.countDown();
        closing.get();
        assertThat(sensor.closes()).isEqualTo(1);
        pool.shutdownNow();
    }
}
