package io.scaph.exporter.prometheus.internal.push;

import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes at a steady pace. A push that fails is tried again after 1, 2, 4 ... seconds, until the next one is due. Totals lose
 * nothing, since each push contains all of them. The log says once that the gateway is away, and once that it is back.
 */
public final class Pusher {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pusher.class);
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000;

    /** Time, to be passed quickly in tests. */
    public interface Time {
        /**
         * Now.
         *
         * @return ns since some moment
         */
        long nanoTime();

        /**
         * Waits.
         *
         * @param nanos how long
         * @throws InterruptedException if the thread is interrupted meanwhile
         */
        void sleep(long nanos) throws InterruptedException;
    }

    /** Takes a push. */
    @FunctionalInterface
    public interface Target {
        /**
         * Pushes.
         *
         * @param text the metrics
         * @throws IOException if they did not arrive
         */
        void put(byte[] text) throws IOException;
    }

    private final Target target;
    private final Object address;
    private final Supplier<byte[]> text;
    private final long stepNanos;
    private final Time time;
    private int failures;
    private long awaySinceNanos;

    /**
     * A pusher.
     *
     * @param target where to
     * @param address what to call it in the log
     * @param text makes the metrics of now
     * @param stepNanos the time between two pushes, above 0
     * @param time the time
     */
    public Pusher(Target target, Object address, Supplier<byte[]> text, long stepNanos, Time time) {
        this.target = target;
        this.address = address;
        this.text = text;
        this.stepNanos = stepNanos;
        this.time = time;
    }

    /**
     * Pushes until the thread is interrupted; then once more, if the gateway was there.
     *
     * @throws InterruptedException always
     */
    public void run() throws InterruptedException {
        try {
            long due = time.nanoTime();
            while (true) {
                due += stepNanos;
                time.sleep(Math.max(0, due - time.nanoTime()));
                turn(due + stepNanos);
                long late = time.nanoTime() - due;
                due += late / stepNanos * stepNanos;
            }
        } finally {
            if (failures == 0) {
                push();
            }
        }
    }

    private void turn(long end) throws InterruptedException {
        long pause = FIRST_PAUSE_NANOS;
        while (!push()) {
            if (time.nanoTime() + pause - end >= 0) {
                return;
            }
            time.sleep(pause);
            pause *= 2;
        }
    }

    private boolean push() {
        try {
            target.put(text.get());
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

    /** The reason in words: the messages of these exceptions are for programmers. */
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
