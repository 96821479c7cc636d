package io.scaph.linux.counterfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept open and read from its beginning again and again, which makes the kernel compute it anew and costs a
 * ninth of opening it each time.
 *
 * <p>An interrupt of the reading thread closes a {@link FileChannel} for good; it is opened again, and the interrupt is
 * left pending. (Where the application opens {@code java.base/sun.nio.ch} to us, interrupts do not touch the channel.) A reading that succeeds on the held descriptor allocates nothing. Not safe for use by several threads.
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
     * Whether a descriptor is held.
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
     * @return how many bytes there are, up to the buffer's capacity
     * @throws IOException if it can't be opened or read; the descriptor stays as it is
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
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.READ);
            Interrupts.spare(open);
            channel = open;
        }
        return open;
    }

    /** Gives the descriptor back; the next reading opens the file anew. */
    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written, so nothing can be lost.
            }
        }
    }
}
