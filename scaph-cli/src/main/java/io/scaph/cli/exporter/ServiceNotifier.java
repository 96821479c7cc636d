package io.scaph.cli.exporter;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.linux.systemd.NotifySocket;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to systemd that this service is ready, that it still ticks, and that it stops: sd_notify(3) and
 * sd_watchdog_enabled(3). Every tick is one keep-alive, so a monitor that no longer ticks is restarted at most
 * {@code WatchdogSec} after its last tick.
 */
final class ServiceNotifier implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceNotifier.class);
    private static final String READY = "READY=1";
    private static final String ALIVE = "WATCHDOG=1";
    private static final String STOPPING = "STOPPING=1";
    private static final long JOIN_MILLIS = 200;
    private static final long FIRST_NANOS = 1_000_000_000;

    private final Sender sender;
    private final boolean watched;
    private final Ticks ticks;
    private final Thread thread = BackgroundThreads.create("scaph-notify", this::follow);
    private boolean failed;

    /** Where messages go. */
    interface Sender {
        void send(String state) throws IOException;
    }

    /** The ticks of a monitor. */
    @FunctionalInterface
    interface Ticks {
        /** Waits for the next tick and returns its number; the same number again once the monitor is closed. */
        long awaitNext() throws InterruptedException;
    }

    /**
     * A notifier.
     *
     * @param sender where messages go
     * @param watched whether systemd expects keep-alives
     * @param ticks the ticks to follow, on the notifier's thread
     */
    ServiceNotifier(Sender sender, boolean watched, Ticks ticks) {
        this.sender = sender;
        this.watched = watched;
        this.ticks = ticks;
    }

    /**
     * The notifier that the environment requests; its reader closes with the monitor. Null if the environment requests none.
     */
    static @Nullable ServiceNotifier of(Map<String, String> environment, Supplier<SnapshotReader> readers) {
        String socket = environment.getOrDefault(NotifySocket.VARIABLE, "");
        if (socket.isEmpty()) {
            // Without a reader: unread, it would keep the lines of ended processes for ever.
            return null;
        }
        boolean watched = isWatched(environment, ProcessHandle.current().pid());
        SnapshotReader reader = readers.get();
        return new ServiceNotifier(
                new NotifySocket(socket)::send, watched, () -> tick(reader).sequence());
    }

    /** The next tick; the first one soon, as systemd waits for it when it starts the service. */
    private static Snapshot tick(SnapshotReader reader) throws InterruptedException {
        Snapshot latest = reader.latest();
        return latest.sequence() == 0 ? reader.awaitUntil(latest.nanoTime() + FIRST_NANOS) : reader.awaitNext();
    }

    /** Whether systemd watches the process with this id. */
    static boolean isWatched(Map<String, String> environment, long pid) {
        String own = Long.toString(pid);
        return environment.getOrDefault("WATCHDOG_USEC", "").matches("0*[1-9][0-9]*")
                && environment.getOrDefault("WATCHDOG_PID", own).equals(own);
    }

    /** Starts to report. */
    void start() {
        thread.start();
    }

    private void follow() {
        try {
            long tick = ticks.awaitNext();
            boolean ready = send(READY);
            for (long next = ticks.awaitNext(); next != tick; next = ticks.awaitNext()) {
                tick = next;
                if (!ready) {
                    ready = send(READY);
                } else if (watched) {
                    send(ALIVE);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean send(String state) {
        try {
            sender.send(state);
            failed = false;
            return true;
        } catch (IOException e) {
            if (failed) {
                LOGGER.debug("systemd is not notified of {}: {}", state, e.getMessage());
            } else {
                LOGGER.warn(
                        "systemd is not notified of {}: {}; it ends a service with Type=notify or WatchdogSec that sends"
                                + " nothing: use Type=exec without WatchdogSec",
                        state,
                        e.getMessage());
            }
            failed = true;
            return false;
        }
    }

    /** Reports that this service stops. */
    @Override
    public void close() {
        thread.interrupt();
        BackgroundThreads.join(thread, JOIN_MILLIS);
        send(STOPPING);
    }
}
