package io.scaph.exporter.prometheus.internal.push;

import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes at a steady pace. A push that fails is repeated after 1, 2, 4 ... seconds, until the next one is due. Nothing is lost,
 * since each push contains all totals. The log reports once that the gateway can't be reached, and once that it can again.
 */
public final class Pusher {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pusher.class);
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000;

    /** The time, which tests replace. */
    public interface PushClock {
        /** The time of the JVM. */
        PushClock REAL = new PushClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };

        /**
         * Returns the time.
         *
         * @return ns since some moment
         */
        long nanoTime();

        /**
         * Waits.
         *
         * @param nanos how long
         * @throws InterruptedException if the thread is interrupted while it waits
         */
        void sleep(long nanos) throws InterruptedException;
    }

    /** Pushes the current metrics. */
    @FunctionalInterface
    public interface Push {
        /**
         * Pushes.
         *
         * @throws IOException if they did not arrive
         */
        void run() throws IOException;
    }

    private final Push push;
    private final Object address;
    private final long stepNanos;
    private final PushClock time;
    private int failures;
    private long awaySinceNanos;

    /**
     * A pusher.
     *
     * @param push pushes once
     * @param address the target, for the log
     * @param step the time between two pushes, above 0
     * @param time the time
     */
    public Pusher(Push push, Object address, Duration step, PushClock time) {
        this.push = push;
        this.address = address;
        this.stepNanos = step.toNanos();
        this.time = time;
    }

    /**
     * Pushes until the thread is interrupted, and then a last time if the previous push arrived.
     *
     * @throws InterruptedException always
     */
    public void run() throws InterruptedException {
        try {
            long due = time.nanoTime();
            while (true) {
                due += stepNanos;
                time.sleep(Math.max(0, due - time.nanoTime()));
                pushUntil(due + stepNanos);
                long late = time.nanoTime() - due;
                due += late / stepNanos * stepNanos;
            }
        } finally {
            if (failures == 0) {
                push();
            }
        }
    }

    private void pushUntil(long end) throws InterruptedException {
        long pause = FIRST_PAUSE_NANOS;
        while (!push() && time.nanoTime() + pause - end < 0) {
            time.sleep(pause);
            pause *= 2;
        }
    }

    private boolean push() {
        try {
            push.run();
        } catch (IOException e) {
            if (failures++ == 0) {
                awaySinceNanos = time.nanoTime();
                LOGGER.warn("{}: metrics did not arrive, and are pushed again until they do: {}", address, reason(e));
            } else {
                LOGGER.debug("{}: metrics did not arrive, for the {}. time", address, failures, e);
            }
            return false;
        }
        if (failures > 0) {
            LOGGER.warn(
                    "{}: metrics arrive again, after {} s and {} failures; totals have lost nothing",
                    address,
                    (time.nanoTime() - awaySinceNanos) / 1_000_000_000,
                    failures);
            failures = 0;
        }
        LOGGER.debug("{}: metrics arrived", address);
        return true;
    }

    /** The reason in plain words: the messages of these exceptions are for programmers. */
    static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        if (e instanceof HttpRetryException retry) {
            return "HTTP status " + retry.responseCode();
        }
        String reason = FailureText.reason(e);
        return e instanceof SSLException ? "TLS failed: " + reason.replaceAll("([a-z]+\\.)+[A-Z]\\w*: ", "") : reason;
    }
}
