package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.counterfile.CounterFile;
import io.scaph.sensor.gpu.internal.energy.Reading;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A number in a card's sysfs, which is not asked for while the card sleeps. Then a counter stays where it was and power is 0:
 * next to nothing, for its power is cut.
 */
final class CardReading implements Reading, AutoCloseable {
    /** What to say of a card that sleeps. */
    enum Asleep {
        /** The last number again: a counter. */
        LAST,
        /** Nothing: power, or how busy it is. */
        ZERO
    }

    private final CounterFile file;
    private final Sleep sleep;
    private final Asleep asleep;
    private long last = -1;

    CardReading(Path path, Sleep sleep, Asleep asleep) {
        file = new CounterFile(path);
        this.sleep = sleep;
        this.asleep = asleep;
    }

    Path path() {
        return file.path();
    }

    @Override
    public long read() throws IOException {
        if (!sleep.isAsleep()) {
            last = file.read();
            return last;
        }
        if (asleep == Asleep.ZERO) {
            return 0;
        }
        if (last < 0) {
            throw new IOException(path() + ": the card sleeps since before it was first read");
        }
        return last;
    }

    @Override
    public void close() {
        file.close();
    }
}
