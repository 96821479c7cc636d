package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.counterfile.CounterFile;
import io.scaph.linux.counterfile.HeldFile;
import io.scaph.sensor.gpu.internal.energy.NumberSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A number in a card's sysfs that is not read while the card sleeps (runtime power management,
 * Documentation/power/runtime_pm.rst). On many kernels reading a sensor of a card that sleeps wakes it, and a reader that
 * returns every second keeps it awake: measuring would drain a laptop's battery. In sleep a counter stays where it was, and
 * power and utilisation are 0, because the card's power is cut.
 */
final class CardFile implements NumberSource, AutoCloseable {
    private static final ByteBuffer SUSPENDED =
            ByteBuffer.wrap("suspended".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private final CounterFile file;
    private final HeldFile status;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(32);
    private final boolean isCounter;
    private long last = -1;

    private CardFile(Path path, Card card, boolean isCounter) {
        file = new CounterFile(path);
        status = new HeldFile(card.device().resolve("power/runtime_status"));
        this.isCounter = isCounter;
    }

    static CardFile counter(Path path, Card card) {
        return new CardFile(path, card, true);
    }

    static CardFile gauge(Path path, Card card) {
        return new CardFile(path, card, false);
    }

    Path path() {
        return file.path();
    }

    /** Whether the card sleeps now; false if that is unknown. */
    boolean isAsleep() {
        try {
            if (status.read(buffer) < SUSPENDED.limit()) {
                return false;
            }
            buffer.position(0).limit(SUSPENDED.limit());
            return buffer.equals(SUSPENDED);
        } catch (IOException e) {
            status.close();
            return false;
        }
    }

    @Override
    public long read() throws IOException {
        if (!isAsleep()) {
            last = file.read();
            return last;
        }
        if (!isCounter) {
            return 0;
        }
        if (last < 0) {
            throw new IOException(path() + ": the card has slept since before it was first read");
        }
        return last;
    }

    @Override
    public void close() {
        file.close();
        status.close();
    }
}
