package io.scaph.api.internal.tick;

import io.scaph.api.internal.thread.PeriodicTask;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether ticks come in time. A tick that hangs can't report that itself. This class logs one warning with the name of
 * what is being read, and makes health checks fail. Safe for use by several threads.
 */
final class TickWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TickWatch.class);

    /** A tick is late if it is later than this and later than some periods. */
    private static final long LATE_NANOS = 10_000_000_000L;

    private static final int LATE_PERIODS = 3;

    private static final long PERIOD_NANOS = 2_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Tick tick;
    private final LongSupplier ageNanos;
    private final long limitNanos;
    private final PeriodicTask task = new PeriodicTask("scaph-watch", PERIOD_NANOS, this::watch);
    // By the thread of the task.
    private boolean warned;
    private boolean suspected;

    /**
     * Makes a watch; {@link #start()} starts it.
     *
     * @param tick what is watched
     * @param ageNanos how old the latest snapshot is
     * @param periodNanos the time between two ticks
     */
    TickWatch(Tick tick, LongSupplier ageNanos, long periodNanos) {
        this.tick = tick;
        this.ageNanos = ageNanos;
        limitNanos = Math.max(
                LATE_NANOS, periodNanos > Long.MAX_VALUE / LATE_PERIODS ? periodNanos : LATE_PERIODS * periodNanos);
    }

    void start() {
        task.start();
    }

    /** Why the latest snapshot is too old; empty if it is recent. */
    Optional<String> late() {
        long age = ageNanos.getAsLong();
        if (age <= limitNanos) {
            return Optional.empty();
        }
        String activity = tick.activity();
        return Optional.of("the last reading is " + age / SECOND_NANOS + " s old: "
                + (activity.isEmpty() ? "the machine is too busy" : "reading " + activity + " has not returned"));
    }

    private void watch() {
        Optional<String> late = late();
        // Twice: after a pause of the whole process the next tick needs a moment.
        if (late.isPresent() && suspected && !warned) {
            LOGGER.warn("{}; nothing is measured until it does", late.get());
            warned = true;
        } else if (late.isEmpty() && warned) {
            LOGGER.warn("ticks come in time again");
            warned = false;
        }
        suspected = late.isPresent();
    }

    @Override
    public void close() {
        task.close();
    }
}
