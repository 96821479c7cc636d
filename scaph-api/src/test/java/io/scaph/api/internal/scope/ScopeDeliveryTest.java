package io.scaph.api.internal.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.RecordingLogger;
import io.scaph.api.testing.VirtualClock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScopeDeliveryTest {
    private static final int QUEUE = 10_000;

    private final VirtualClock clock = new VirtualClock();
    private final TickLoop loop = TickLoop.manual(
            new Tick(
                    List.of(new OpenSensor(new SensorName("fake", "a fake"), FakeSensor.of(Domains.pkg(0)))),
                    new FakeWorkloads(4),
                    clock,
                    AllocationPolicy.CAPACITY),
            clock);
    private final ScopeMeter meter = new ScopeMeter(loop, clock, new UnknownClocks(), null);
    private final RecordingLogger logger = new RecordingLogger();
    private final AtomicInteger delivered = new AtomicInteger();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void deliver(ScopeDelivery delivery, int scopes) {
        for (int i = 0; i < scopes; i++) {
            delivery.deliver(new LiveScope("scope", meter));
        }
    }

    private void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void resultsThatAreLostAreCountedAndLoggedTwice() {
        ScopeDelivery delivery = new ScopeDelivery(
                energy -> {
                    blocked.countDown();
                    await(goOn);
                    delivered.incrementAndGet();
                },
                logger);
        deliver(delivery, 1);
        await(blocked);

        deliver(delivery, QUEUE + 7);
        assertThat(logger.warnings()).singleElement().asString().contains("can't keep up");
        goOn.countDown();
        delivery.close();

        assertThat(delivered).hasValue(1 + QUEUE);
        assertThat(logger.warnings()).hasSize(2).last().asString().contains("7 results of scopes were lost");
    }

    /** It would keep the monitor, and what the listener holds, in memory. */
    @Test
    void aListenerThatTakesTooLongIsInterruptedAndCalledNoMore() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ScopeDelivery delivery = new ScopeDelivery(
                energy -> {
                    delivered.incrementAndGet();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                },
                logger);
        deliver(delivery, 3);

        delivery.close();
        interrupted.await();

        assertThat(logger.warnings()).singleElement().asString().contains("2 results are lost");
        assertThat(delivered).hasValue(1);
    }

    @Test
    void aListenerThatRunsOutOfMemoryIsCalledAgain() {
        ScopeDelivery delivery = new ScopeDelivery(
                energy -> {
                    if (delivered.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("on purpose");
                    }
                },
                logger);
        deliver(delivery, 2);
        delivery.close();

        assertThat(delivered).hasValue(2);
    }

    @Test
    void aListenerThatThrowsIsLoggedOnce() {
        ScopeDelivery delivery = new ScopeDelivery(
                energy -> {
                    delivered.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                },
                logger);

        deliver(delivery, 10);
        delivery.close();

        assertThat(delivered).hasValue(10);
        assertThat(logger.warnings()).singleElement().asString().contains("the scope listener", "on purpose");
    }

    private static final class UnknownClocks implements CpuClocks {
        @Override
        public long processNanos() {
            return -1;
        }

        @Override
        public long threadNanos() {
            return -1;
        }
    }
}
