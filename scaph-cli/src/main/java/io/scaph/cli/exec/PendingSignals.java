package io.scaph.cli.exec;

import io.scaph.api.internal.thread.BackgroundThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String KEY = "ShdPnd:";
    private static final long PERIOD_MILLIS = 100;

    private PendingSignals() {}

    /** Calls the action with the number of each signal, in a separate thread, until this process ends. */
    static void watch(IntConsumer action) {
        BackgroundThreads.start("scaph-exec-signals", () -> poll(action));
    }

    private static void poll(IntConsumer action) {
        long noticed = 0;
        try {
            while (true) {
                long fresh = pending() & ~noticed;
                noticed |= fresh;
                while (fresh != 0) {
                    action.accept(Long.numberOfTrailingZeros(fresh) + 1);
                    fresh &= fresh - 1;
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (IOException e) {
            LOGGER.warn("signals are not passed on: {}: {}", STATUS, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long pending() throws IOException {
        for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith(KEY)) {
                return Long.parseUnsignedLong(line.substring(KEY.length()).strip(), 16);
            }
        }
        return 0;
    }
}
