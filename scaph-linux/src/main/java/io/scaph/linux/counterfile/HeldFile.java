package io.scaph.linux.counterfile;

import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept open and read again and again from its beginning, so that the kernel computes its content each time. This
 * costs a ninth of the time of opening the file for each reading.
 *
 * <p>An interrupt of the reading thread closes a {@link FileChannel} for good. The file is then opened again, the reading
 * succeeds, and the interrupt stays pending. A reading of the open file allocates nothing. Not safe for use by several threads.
 */
public final class HeldFile implements AutoCloseable {
    private final Path path;
    private @Nullable FileChannel channel;

    /**
     * Names the file; opens nothing yet.
     *
     * @param path the file
     */
    public HeldFile(Path path) {
        this.path = path;
    }

    /**
     * The file.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /**
     * Whether the file is open.
     *
     * @return false before the first reading and after {@link #close()}: then the next reading opens the file
     */
    public boolean isOpen() {
        return channel != null;
    }

    /**
     * Reads the beginning of the file.
     *
     * @param buffer is cleared and filled
     * @return the number of bytes, up to the buffer's capacity
     * @throws IOException if it can't be opened or read; the message names the file and the reason in one line. The next
     *     reading opens the file again
     */
    public int read(ByteBuffer buffer) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    buffer.clear();
                    return Math.max(0, open().read(buffer, 0));
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    close();
                } catch (IOException e) {
                    close();
                    throw new IOException(path + ": " + FailureText.reason(e), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel open() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
        return channel;
    }

    /** Closes the file; the next reading opens it again. */
    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written, so nothing is lost.
            }
        }
    }
}
