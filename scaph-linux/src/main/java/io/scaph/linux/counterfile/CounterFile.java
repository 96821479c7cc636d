package io.scaph.linux.counterfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that holds one whole number in decimal, such as {@code energy_uj}, kept open as a {@link HeldFile}.
 *
 * <p>A file that is replaced or deleted while it is open still shows its last number. So if the number has not changed since
 * the last reading, the file is opened again, and the reading returns the number now at the path, or fails.
 *
 * <p>A reading of the open file that succeeds allocates nothing. Not safe for use by several threads.
 */
public final class CounterFile implements AutoCloseable {
    /** A 64-bit number has 20 digits at most; content that fills this buffer is not a number. */
    private static final int CAPACITY = 64;

    private static final String SPACE = " \n\r\t";

    /** A program that publishes a counter may truncate the file before it writes it, so an empty file is read again. */
    private static final int PATIENCE = 5;

    private static final long PATIENCE_NANOS = 200_000;

    private final HeldFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
    private long last = -1;

    /**
     * Names the file; opens nothing yet.
     *
     * @param path the file
     */
    public CounterFile(Path path) {
        file = new HeldFile(path);
    }

    /**
     * The file.
     *
     * @return its path
     */
    public Path path() {
        return file.path();
    }

    /**
     * Reads the number.
     *
     * @return the number, not negative
     * @throws IOException if the file can't be read or contains no number of this kind; the message names the file and the
     *     reason in one line. The next call tries again
     */
    public long read() throws IOException {
        try {
            boolean held = file.isOpen();
            long value = readOnce();
            if (held && value == last) {
                file.close();
                value = readOnce();
            }
            last = value;
            return value;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private long readOnce() throws IOException {
        int length = file.read(buffer);
        for (int i = 0; length == 0 && i < PATIENCE; i++) {
            LockSupport.parkNanos(PATIENCE_NANOS);
            length = file.read(buffer);
        }
        return parse(buffer, length);
    }

    /** Parses digits; only white space may follow them. */
    private long parse(ByteBuffer text, int length) throws IOException {
        int end = length;
        while (end > 0 && SPACE.indexOf(text.get(end - 1)) >= 0) {
            end--;
        }
        if (end == 0) {
            throw new IOException(path() + ": it is empty");
        }
        long value = 0;
        for (int i = 0; i < end; i++) {
            int digit = text.get(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw noNumber(text, end);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private IOException noNumber(ByteBuffer text, int length) {
        byte[] beginning = new byte[Math.min(length, 24)];
        text.get(0, beginning);
        String shown = new String(beginning, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
        return new IOException(path() + ": it holds no whole number: '" + shown + "'");
    }

    @Override
    public void close() {
        file.close();
    }
}
