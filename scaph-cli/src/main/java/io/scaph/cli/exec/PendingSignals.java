package io.scaph.cli.exec;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.linux.command.InheritedState;
import io.scaph.linux.command.SignalSet;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that the launcher blocked, where native code can't receive them. Each is reported once, because it stays pending.
 */
final class PendingSignals {
    /** The exit code of a shell for a command that a signal ended, minus the signal. */
    static final int KILLED = 128;

    private static final Logger LOGGER = LoggerFactory.getLogger(PendingSignals.class);
    private static final long PERIOD_MILLIS = 100;

    private PendingSignals() {}

    /** Calls the action with the number of each signal, in a separate thread, until this process ends. */
    static void watch(IntConsumer action) {
        BackgroundThreads.start("scaph-exec-signals", () -> poll(action));
    }

    private static void poll(IntConsumer action) {
        SignalSet noticed = SignalSet.NONE;
        try {
            while (true) {
                SignalSet pending = InheritedState.pending();
                pending.without(noticed).numbers().forEach(action::accept);
                noticed = pending;
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (IOException e) {
            LOGGER.warn("signals are not passed on: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
