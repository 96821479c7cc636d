package io.scaph.linux.counterfile;

import java.io.FileDescriptor;
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
 * left pending. Interrupts touch nothing, and a reading costs less, where the application allows native access to us on
 * Java 22 or later ({@link ForeignReads}), or opens {@code java.base/sun.nio.ch} to us ({@link BareReads}).
 *
 * <p>A reading that succeeds on the held descriptor allocates nothing. Not safe for use by several threads.
 */
public final class HeldFile implements AutoCloseable {
    private final Path path;
    private final boolean foreign;

    private @Nullable FileChannel channel;
    /** That of the channel, if the channel can be read by it. */
    private @Nullable FileDescriptor bare;
    /** Held instead of a channel; below 0 if it is not. */
    private int descriptor = -1;

    /** The buffer whose address is known. */
    private @Nullable ByteBuffer addressed;

    private long address;

    /**
     * Names the file; opens nothing yet.
     *
     * @param path the file
     */
    public HeldFile(Path path) {
        this.path = path;
        foreign = ForeignReads.canOpen(path);
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
        return channel != null || descriptor >= 0;
    }

    /**
     * Reads the beginning of the file.
     *
     * @param buffer is cleared and filled
     * @return how many bytes there are, up to the buffer's capacity
     * @throws IOException if it can't be opened or read; the descriptor stays as it is
     */
    public int read(ByteBuffer buffer) throws IOException {
        if (foreign && channel == null && buffer.isDirect()) {
            int count = readForeign(buffer);
            if (count >= 0) {
                buffer.position(count);
                return count;
            }
            // A channel says what is wrong.
            close();
        }
        return readChannel(buffer);
    }

    private int readForeign(ByteBuffer buffer) {
        if (descriptor < 0) {
            descriptor = ForeignReads.open(path);
        }
        if (descriptor < 0) {
            return -1;
        }
        buffer.clear();
        if (isNew(buffer)) {
            address = ForeignReads.address(buffer);
        }
        return (int) ForeignReads.pread(descriptor, address, buffer.capacity());
    }

    private int readChannel(ByteBuffer buffer) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    buffer.clear();
                    FileChannel open = open();
                    return bare != null && buffer.isDirect()
                            ? readBare(bare, buffer)
                            : Math.max(0, open.read(buffer, 0));
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

    private int readBare(FileDescriptor of, ByteBuffer buffer) throws IOException {
        if (isNew(buffer)) {
            address = BareReads.address(buffer);
        }
        int count = BareReads.pread(of, address, buffer.capacity());
        buffer.position(count);
        return count;
    }

    @SuppressWarnings("ReferenceEquality") // The very same memory, not equal bytes.
    private boolean isNew(ByteBuffer buffer) {
        boolean another = addressed != buffer;
        addressed = buffer;
        return another;
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.READ);
            bare = BareReads.descriptor(open);
            channel = open;
        }
        return open;
    }

    /** Gives the descriptor back; the next reading opens the file anew. */
    @Override
    public void close() {
        if (descriptor >= 0) {
            ForeignReads.close(descriptor);
            descriptor = -1;
        }
        FileChannel open = channel;
        channel = null;
        bare = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written, so nothing can be lost.
            }
        }
    }
}
