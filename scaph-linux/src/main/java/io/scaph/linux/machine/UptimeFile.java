package io.scaph.linux.machine;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The time since boot, including suspends, from {@code /proc/uptime} (proc_uptime(5)). Read again and again without
 * allocation. Not safe for use by several threads.
 */
public final class UptimeFile implements AutoCloseable {
    private static final int CAPACITY = 64;

    private final HeldFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

    /**
     * Names the file; opens nothing yet.
     *
     * @param procfs the root of {@code /proc}
     */
    public UptimeFile(Path procfs) {
        file = new HeldFile(procfs.resolve("uptime"));
    }

    /**
     * Reads the time.
     *
     * @return the time in ticks of 10 ms
     * @throws IOException if it can't be read; the message names the file and the reason
     */
    public long ticks() throws IOException {
        int length = file.read(buffer);
        // Seconds with two decimals.
        long seconds = 0;
        int at = 0;
        for (; at < length && digit(at) >= 0 && digit(at) <= 9; at++) {
            seconds = seconds * 10 + digit(at);
        }
        if (at == 0 || at + 2 >= length || buffer.get(at) != '.') {
            throw new IOException(file.path() + ": it contains no number");
        }
        return (seconds * 10 + digit(at + 1)) * 10 + digit(at + 2);
    }

    private int digit(int at) {
        return buffer.get(at) - '0';
    }

    @Override
    public void close() {
        file.close();
    }
}
