package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals of a monitor that ticks by hand, in virtual time. */
@Timeout(20)
class MonitorIntervalsTest {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();
    private final BlockingQueue<Interval> called = new LinkedBlockingQueue<>();
    private Monitor monitor;
    private SnapshotReader reader;

    @BeforeEach
    void open() throws Exception {
        monitor = Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .clock(clock)
                .manualTicks()
                .open();
        reader = monitor.reader();
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    private void pass(long seconds, long joules) {
        clock.advance(seconds * SECOND);
        sensor.add(pkg, joules * JOULE);
        reader.refresh();
    }

    private Interval next() throws InterruptedException {
        Interval interval = called.poll(10, TimeUnit.SECONDS);
        assertThat(interval).as("the next interval").isNotNull();
        return interval;
    }

    private static long joules(Interval interval) {
        return interval.host().energy().microjoules() / JOULE;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aPeriodThatIsNotAboveZeroIsRefused(long seconds) {
        assertThatThrownBy(() -> monitor.onInterval(Duration.ofSeconds(seconds), called::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0");
    }

    @Test
    void timeIsLeftToTheTest() throws Exception {
        long before = clock.nanoTime();
        monitor.onInterval(FIVE_SECONDS, called::add);

        pass(4, 40);
        assertThat(called.poll(50, TimeUnit.MILLISECONDS)).isNull();
        pass(1, 10);

        assertThat(joules(next())).isEqualTo(50);
        assertThat(clock.nanoTime() - before).isEqualTo(5 * SECOND);
    }

    @Test
    void intervalsJoinAndTheLastOneHasTheRest() throws Exception {
        Subscription subscription = monitor.onInterval(FIVE_SECONDS, called::add);
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pass(5, 50);
            intervals.add(next());
        }
        clock.advance(3 * SECOND);
        sensor.add(pkg, 7 * JOULE);

        subscription.close();

        intervals.add(next());
        assertThat(intervals).extracting(MonitorIntervalsTest::joules).containsExactly(50L, 50L, 50L, 50L, 7L);
        assertThat(intervals.get(4).duration()).isEqualTo(Duration.ofSeconds(3));
        for (int i = 1; i < intervals.size(); i++) {
            assertThat(intervals.get(i).from()).isSameAs(intervals.get(i - 1).to());
        }
        assertThat(intervals.get(4).to().host().energy()).isEqualTo(Energy.ofJoules(207));
        pass(5, 50);
        subscription.close();
        assertThat(called).isEmpty();
    }

    @Test
    void closingTheMonitorGivesTheRestAsWell() throws Exception {
        monitor.onInterval(FIVE_SECONDS, called::add);
        clock.advance(3 * SECOND);
        sensor.add(pkg, 7 * JOULE);

        monitor.close();

        assertThat(joules(next())).isEqualTo(7);
        assertThat(called).isEmpty();
    }

    @Test
    void whereNoTimeHasPassedThereIsNoRest() {
        monitor.onInterval(FIVE_SECONDS, called::add).close();

        assertThat(called).isEmpty();
    }

    @Test
    void periodsThatWereMissedAreOneInterval() throws Exception {
        monitor.onInterval(FIVE_SECONDS, called::add);

        pass(23, 230);
        assertThat(next().duration()).isEqualTo(Duration.ofSeconds(23));
        pass(2, 20);

        assertThat(next().duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aProcessThatEndedInAnIntervalIsInIt() throws Exception {
        ProcessInfo process = FakeWorkloads.process(1);
        monitor.onInterval(FIVE_SECONDS, called::add);
        workloads.use(process, SECOND);
        pass(1, 40);
        workloads.end(process);
        pass(1, 40);
        pass(3, 40);

        assertThat(next().processes()).singleElement().satisfies(ended -> {
            assertThat(ended.energy()).isEqualTo(Energy.ofJoules(10));
            assertThat(ended.total().isEnded()).isTrue();
        });
    }

    @Test
    void aListenerThatThrowsIsCalledAgain() throws Exception {
        monitor.onInterval(FIVE_SECONDS, interval -> {
            called.add(interval);
            throw new IllegalStateException("on purpose");
        });
        monitor.onInterval(FIVE_SECONDS, interval -> {
            called.add(interval);
            throw new LinkageError("on purpose");
        });

        for (int i = 0; i < 3; i++) {
            pass(5, 50);
            assertThat(joules(next())).isEqualTo(50);
            assertThat(joules(next())).isEqualTo(50);
        }
    }

    @Test
    void aListenerThatInterruptsItsThreadIsCalledOnceAPeriod() throws Exception {
        monitor.onInterval(FIVE_SECONDS, interval -> {
            called.add(interval);
            Thread.currentThread().interrupt();
        });

        pass(5, 50);
        assertThat(joules(next())).isEqualTo(50);
        pass(1, 10);
        assertThat(called.poll(50, TimeUnit.MILLISECONDS)).isNull();
        pass(4, 40);

        assertThat(joules(next())).isEqualTo(50);
    }

    @Test
    void aListenerMayEndItsCallsAndGetsTheRest() throws Exception {
        List<Subscription> own = new CopyOnWriteArrayList<>();
        own.add(monitor.onInterval(FIVE_SECONDS, interval -> {
            if (called.isEmpty()) {
                clock.advance(SECOND);
                sensor.add(pkg, 3 * JOULE);
            }
            own.get(0).close();
            called.add(interval);
        }));

        pass(5, 50);

        assertThat(joules(next())).isEqualTo(50);
        assertThat(joules(next())).isEqualTo(3);
        pass(5, 50);
        assertThat(called.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aListenerMayCloseTheMonitor() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        monitor.onInterval(FIVE_SECONDS, interval -> {
            monitor.close();
            closed.countDown();
        });

        pass(5, 50);

        assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(sensor.closes()).isEqualTo(1);
    }

    @Test
    void aClosedMonitorCallsNoListener() throws Exception {
        monitor.close();

        Subscription subscription = monitor.onInterval(Duration.ofNanos(1), called::add);
        clock.advance(SECOND);

        assertThat(called.poll(50, TimeUnit.MILLISECONDS)).isNull();
        assertThat(threads()).noneMatch(Thread::isAlive);
        subscription.close();
    }

    @Test
    void theThreadIsADaemonOfOursWithoutTheCallersLoader() throws Exception {
        List<Thread> calling = new CopyOnWriteArrayList<>();
        List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        Consumer<Interval> listener = interval -> {
            calling.add(Thread.currentThread());
            loaders.add(Thread.currentThread().getContextClassLoader());
            called.add(interval);
        };
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader ofTheApplication = new URLClassLoader(new URL[0]);
        Thread.currentThread().setContextClassLoader(ofTheApplication);
        try {
            monitor.onInterval(FIVE_SECONDS, listener);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        pass(5, 50);
        next();

        assertThat(calling).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("scaph-intervals");
        });
        assertThat(loaders).doesNotContain(ofTheApplication);
        monitor.close();
        assertThat(calling).noneMatch(Thread::isAlive);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("scaph-intervals"))
                .toList();
    }
}
