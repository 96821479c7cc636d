package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundTaskTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(50);

    private final AtomicInteger done = new AtomicInteger();
    private final Semaphore ended = new Semaphore(0);

    private BackgroundTask task(Runnable work, long pauseNanos) {
        return new BackgroundTask("test", work, () -> pauseNanos, ended::release);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workIsDoneOnRequestAndNotOtherwise() {
        BackgroundTask task = task(done::incrementAndGet, Long.MAX_VALUE);
        assertThat(done).hasValue(0);

        task.request();
        assertThat(task.await(LONG)).isTrue();
        assertThat(done).hasValue(1);
        task.request();
        assertThat(task.await(LONG)).isTrue();

        assertThat(done).hasValue(2);
        task.close();
    }

    @Test
    void workIsRepeatedAfterThePause() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        BackgroundTask task = task(thrice::countDown, 1_000);

        task.request();

        assertThat(thrice.await(50, TimeUnit.SECONDS)).isTrue();
        task.close();
        assertThat(ended.tryAcquire(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workThatHangsDelaysNoCaller() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        BackgroundTask task = task(() -> awaitUninterrupted(hangs), Long.MAX_VALUE);

        task.request();
        assertThat(task.await(1_000_000)).isFalse();
        task.close();

        // What the work uses is released only when it has returned.
        assertThat(ended.availablePermits()).isZero();
        hangs.countDown();
        assertThat(ended.tryAcquire(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRequestIsNotServedByARunInProgress() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BackgroundTask task = task(
                () -> {
                    started.countDown();
                    awaitUninterrupted(goOn);
                    done.incrementAndGet();
                },
                Long.MAX_VALUE);
        task.request();
        started.await();
        task.request();
        task.request();
        assertThat(task.await(1_000_000)).isFalse();
        goOn.countDown();

        assertThat(task.await(LONG)).isTrue();
        assertThat(done).hasValue(2);
        task.close();
    }

    @Test
    void workThatThrowsEndsItsRunAndIsDoneAgain() {
        BackgroundTask task = task(
                () -> {
                    done.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                },
                Long.MAX_VALUE);

        task.request();
        assertThat(task.await(LONG)).isTrue();
        task.request();
        assertThat(task.await(LONG)).isTrue();

        assertThat(done).hasValue(2);
        task.close();
    }

    @Test
    void anInterruptOfTheWaitingThreadIsKept() {
        BackgroundTask task = task(done::incrementAndGet, Long.MAX_VALUE);
        Thread.currentThread().interrupt();
        try {
            task.request();
            assertThat(task.await(LONG)).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        task.close();
    }

    @Test
    void itsThreadDoesNotKeepTheJvmAlive() throws InterruptedException {
        boolean[] daemon = new boolean[1];
        BackgroundTask task = task(() -> daemon[0] = Thread.currentThread().isDaemon(), Long.MAX_VALUE);
        task.request();
        assertThat(task.await(LONG)).isTrue();
        task.close();
        assertThat(ended.tryAcquire(50, TimeUnit.SECONDS)).isTrue();

        assertThat(daemon[0]).isTrue();
    }

    @Test
    void itIsClosedOnceAlsoBeforeTheFirstRun() {
        BackgroundTask task = task(done::incrementAndGet, Long.MAX_VALUE);

        task.close();
        task.close();
        task.request();

        assertThat(ended.availablePermits()).isEqualTo(1);
        assertThat(done).hasValue(0);
    }
}
