package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.counterfile.CounterFile;
import io.scaph.sensor.gpu.internal.energy.NumberSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A number in a card's sysfs that is not read while the card sleeps. Then a counter stays where it was, and power and
 * utilisation are 0, because the card's power is cut.
 */
final class CardFile implements NumberSource, AutoCloseable {
    private final CounterFile file;
    private final RuntimeStatus status;
    private final boolean isCounter;
    private long last = -1;

    private CardFile(Path path, RuntimeStatus status, boolean isCounter) {
        file = new CounterFile(path);
        this.status = status;
        this.isCounter = isCounter;
    }

    static CardFile counter(Path path, RuntimeStatus status) {
        return new CardFile(path, status, true);
    }

    static CardFile gauge(Path path, RuntimeStatus status) {
        return new CardFile(path, status, false);
    }

    Path path() {
        return file.path();
    }

    @Override
    public long read() throws IOException {
        if (!status.isAsleep()) {
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
    }
}
