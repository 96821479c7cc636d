package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Intervals in real time. */
@Timeout(30)
class MonitorIntervalsIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final long MILLI = 1_000_000;

    private final Domain gpu = Domains.gpu(0);
    private final FakeSensor sensor = FakeSensor.of(gpu);
    private final List<Interval> called = new CopyOnWriteArrayList<>();

    private Monitor open(Duration tick) throws Exception {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(new FakeWorkloads(4))
                .tick(tick)
                .open();
    }

    private static void awaitInterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Joules come at any time, also between a tick and its interval. */
    @Test
    void intervalsJoinAndSumToTheTotal() throws Exception {
        CountDownLatch fifth = new CountDownLatch(5);
        Monitor monitor = open(Duration.ofMillis(7));
        SnapshotReader reader = monitor.reader();
        sensor.intercept(() -> sensor.add(gpu, 1_000));
        monitor.onInterval(Duration.ofMillis(30), interval -> {
            called.add(interval);
            fifth.countDown();
        });
        fifth.await();
        monitor.close();

        long sum = 0;
        for (int i = 0; i < called.size(); i++) {
            sum += called.get(i).host().energy().microjoules();
            if (i > 0) {
                assertThat(called.get(i).from()).isSameAs(called.get(i - 1).to());
            }
        }
        assertThat(called).hasSizeGreaterThanOrEqualTo(5);
        assertThat(sum)
                .isEqualTo(reader.latest().host().energy().microjoules()
                        - called.get(0).from().host().energy().microjoules());
        assertThat(sum).isPositive();
    }

    @Test
    void theScheduleIsKeptWithoutRegularTicks() throws Exception {
        try (Monitor monitor = open(NEVER)) {
            CountDownLatch tenth = new CountDownLatch(10);
            long before = System.nanoTime();
            monitor.onInterval(Duration.ofMillis(20), interval -> tenth.countDown());
            tenth.await();

            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(180 * MILLI);
        }
    }

    @Test
    void aListenerThatBlocksHoldsUpNeitherTicksNorReadersNorOthers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch blocking = new CountDownLatch(1);
        CountDownLatch third = new CountDownLatch(3);
        Monitor monitor = open(Duration.ofMillis(5));
        monitor.onInterval(Duration.ofMillis(10), interval -> {
            blocking.countDown();
            awaitInterruptibly(never);
        });
        blocking.await();
        try (SnapshotReader reader = monitor.reader()) {
            long before = reader.latest().sequence();

            monitor.onInterval(Duration.ofMillis(10), interval -> third.countDown());

            assertThat(third.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(reader.refresh().sequence()).isGreaterThan(before);
        }
        monitor.close();
    }

    @Test
    void afterAListenerBlockedItsIntervalCoversWhatItMissed() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch third = new CountDownLatch(3);
        try (Monitor monitor = open(NEVER)) {
            monitor.onInterval(Duration.ofMillis(10), interval -> {
                called.add(interval);
                third.countDown();
                if (called.size() == 1) {
                    awaitInterruptibly(goOn);
                }
            });
            Thread.sleep(150);
            goOn.countDown();
            third.await();

            assertThat(called.get(1).duration()).isGreaterThan(Duration.ofMillis(50));
            assertThat(called.get(1).from()).isSameAs(called.get(0).to());
        }
    }

    @Test
    void manyListenersThatBlockHoldUpClosingForAMomentAndTheirThreadsEnd() throws Exception {
        int listeners = 4;
        CountDownLatch blocking = new CountDownLatch(listeners);
        CountDownLatch freed = new CountDownLatch(listeners);
        CountDownLatch never = new CountDownLatch(1);
        Monitor monitor = open(NEVER);
        for (int i = 0; i < listeners; i++) {
            monitor.onInterval(Duration.ofMillis(10), interval -> {
                blocking.countDown();
                awaitInterruptibly(never);
                freed.countDown();
            });
        }
        blocking.await();
        long before = System.nanoTime();

        monitor.close();

        assertThat(System.nanoTime() - before).isLessThan(4_000 * MILLI);
        assertThat(freed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(sensor.closes()).isEqualTo(1);
    }

    @Test
    void closingDoesNotInterruptAListenerThatTakesAMoment() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger returned = new AtomicInteger();
        Consumer<Interval> slow = interval -> {
            inside.countDown();
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
            returned.incrementAndGet();
        };
        try (Monitor monitor = open(NEVER)) {
            Subscription subscription = monitor.onInterval(Duration.ofMillis(10), slow);
            inside.await();

            subscription.close();

            assertThat(interrupted).hasValue(0);
            assertThat(returned).hasValue(2);
        }
    }

    /** Once a tick fails, or the ticks end, there is no newer snapshot. */
    @Test
    void ticksThatFailDoNotMakeItSpin() throws Exception {
        try (Monitor monitor = open(NEVER)) {
            sensor.intercept(() -> {
                throw new OutOfMemoryError("on purpose");
            });
            monitor.onInterval(Duration.ofMillis(20), called::add);
            Thread thread = Thread.getAllStackTraces().keySet().stream()
                    .filter(one -> one.getName().equals("scaph-intervals"))
                    .findFirst()
                    .orElseThrow();
            Thread.sleep(300);

            int asleep = 0;
            for (int i = 0; i < 50; i++) {
                asleep += thread.getState() == Thread.State.TIMED_WAITING ? 1 : 0;
                Thread.sleep(2);
            }
            assertThat(asleep).isGreaterThan(25);
            assertThat(called).isEmpty();
        }
    }
}
