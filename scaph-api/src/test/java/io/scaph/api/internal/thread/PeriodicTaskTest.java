package io.scaph.api.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PeriodicTaskTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aTaskThatFailsOrIsInterruptedRunsAgain() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);

        try (PeriodicTask task = new PeriodicTask("scaph-test", MILLI, () -> {
            runs.countDown();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("on purpose");
        })) {
            task.start();

            runs.await();
        }
    }

    @Test
    void aClosedTaskRunsNoMore() {
        AtomicInteger runs = new AtomicInteger();
        PeriodicTask task = new PeriodicTask("scaph-test", 3_600_000 * MILLI, runs::incrementAndGet);
        task.start();

        task.close();
        task.awaitEnd(10_000);

        assertThat(runs).hasValue(0);
        assertThat(task.pause(3_600_000 * MILLI)).isFalse();
    }

    @Test
    void aPauseWithinTheTaskEndsWhenItIsClosed() throws Exception {
        CountDownLatch pausing = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        PeriodicTask[] task = new PeriodicTask[1];
        task[0] = new PeriodicTask("scaph-test", MILLI, () -> {
            pausing.countDown();
            task[0].pause(3_600_000 * MILLI);
            ended.countDown();
        });
        task[0].start();
        pausing.await();

        task[0].close();

        ended.await();
    }
}
