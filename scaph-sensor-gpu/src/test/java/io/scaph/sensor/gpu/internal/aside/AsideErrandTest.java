package io.scaph.sensor.gpu.internal.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsideErrandTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(50);

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private AsideErrand errand(Runnable work, long paceNanos) {
        return new AsideErrand("test", work, () -> paceNanos, ended::incrementAndGet);
    }

    @Test
    void itIsDoneWhenAskedAndNotOtherwise() {
        AsideErrand errand = errand(done::incrementAndGet, Long.MAX_VALUE);
        assertThat(done).hasValue(0);

        errand.ask();
        assertThat(errand.await(LONG)).isTrue();
        assertThat(done).hasValue(1);
        errand.ask();
        assertThat(errand.await(LONG)).isTrue();

        assertThat(done).hasValue(2);
        errand.close();
    }

    @Test
    void itGoesOnByItselfWhereItSaysSo() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        AsideErrand errand = errand(thrice::countDown, 1_000);

        errand.ask();

        assertThat(thrice.await(50, TimeUnit.SECONDS)).isTrue();
        errand.close();
        assertThat(errand.ended(50)).isTrue();
    }

    @Test
    void workThatHangsHoldsUpNobody() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        AsideErrand errand = errand(
                () -> {
                    try {
                        hangs.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Long.MAX_VALUE);

        errand.ask();
        assertThat(errand.await(1_000_000)).isFalse();
        errand.close();

        // What it uses is freed only when it does not use it any more.
        assertThat(ended).hasValue(0);
        hangs.countDown();
        assertThat(errand.ended(50)).isTrue();
        assertThat(ended).hasValue(1);
    }

    @Test
    void whatWasUnderWayWhenItWasAskedIsNoAnswer() {
        CountDownLatch first = new CountDownLatch(1);
        AsideErrand errand = errand(
                () -> {
                    if (done.incrementAndGet() == 1) {
                        first.countDown();
                    }
                },
                Long.MAX_VALUE);
        errand.ask();
        errand.ask();
        errand.ask();

        assertThat(errand.await(LONG)).isTrue();
        assertThat(first.getCount()).isZero();
        assertThat(done.get()).isBetween(1, 3);
        errand.close();
    }

    @Test
    void workThatThrowsIsAnsweredAndDoneAgain() {
        AsideErrand errand = errand(
                () -> {
                    done.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                },
                Long.MAX_VALUE);

        errand.ask();
        assertThat(errand.await(LONG)).isTrue();
        errand.ask();
        assertThat(errand.await(LONG)).isTrue();

        assertThat(done).hasValue(2);
        errand.close();
    }

    @Test
    void anInterruptOfWhoWaitsIsLeftPending() {
        AsideErrand errand = errand(done::incrementAndGet, Long.MAX_VALUE);
        Thread.currentThread().interrupt();
        try {
            errand.ask();
            assertThat(errand.await(LONG)).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        errand.close();
    }

    @Test
    void itsThreadKeepsNoJvmAlive() throws InterruptedException {
        boolean[] daemon = new boolean[1];
        AsideErrand errand = errand(() -> daemon[0] = Thread.currentThread().isDaemon(), Long.MAX_VALUE);
        errand.ask();
        assertThat(errand.await(LONG)).isTrue();
        errand.close();
        assertThat(errand.ended(50)).isTrue();

        assertThat(daemon[0]).isTrue();
    }

    @Test
    void itIsEndedOnceWhetherItEverBeganOrNot() {
        AsideErrand errand = errand(done::incrementAndGet, Long.MAX_VALUE);

        errand.close();
        errand.close();
        errand.ask();

        assertThat(ended).hasValue(1);
        assertThat(done).hasValue(0);
    }
}
