package io.scaph.exporter.prometheus;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.spi.NanoClock;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes at a steady pace. A push that fails is repeated after 1, 2, 4 ... seconds, until the next one is due. Nothing is lost,
 * since each push contains all totals. The log reports once that the gateway can't be reached, and once that it can again.
 */
final class Pusher implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pusher.class);
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000;

    /** Pushes the current metrics. */
    @FunctionalInterface
    interface Push {
        /** Throws an exception if they did not arrive. */
        void run() throws IOException;
    }

    private final Push push;
    private final Object address;
    private final long stepNanos;
    private final NanoClock clock;
    private int failures;
    private long awaySinceNanos;

    /** Names the address only for the log. The step is above 0. */
    Pusher(Push push, Object address, Duration step, NanoClock clock) {
        this.push = push;
        this.address = address;
        this.stepNanos = step.toNanos();
        this.clock = clock;
    }

    /** Pushes until the thread is interrupted, and then a last time if the previous push arrived. */
    @Override
    public void run() {
        try {
            long due = clock.nanoTime();
            while (true) {
                due += stepNanos;
                clock.sleepUntil(due);
                pushUntil(due + stepNanos);
                long late = clock.nanoTime() - due;
                due += late / stepNanos * stepNanos;
            }
        } catch (InterruptedException e) {
            LOGGER.debug("interrupted", e);
            if (failures == 0) {
                push();
            }
        }
    }

    private void pushUntil(long end) throws InterruptedException {
        long pause = FIRST_PAUSE_NANOS;
        while (!push() && clock.nanoTime() + pause - end < 0) {
            clock.sleepUntil(clock.nanoTime() + pause);
            pause *= 2;
        }
    }

    private boolean push() {
        try {
            push.run();
        } catch (IOException e) {
            if (failures++ == 0) {
                awaySinceNanos = clock.nanoTime();
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
                    (clock.nanoTime() - awaySinceNanos) / 1_000_000_000,
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
