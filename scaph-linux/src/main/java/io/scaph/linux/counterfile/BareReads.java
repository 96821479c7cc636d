package io.scaph.linux.counterfile;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file channel by the native method beneath it: without the four locks that make a channel interruptible, 0.05 µs
 * for each reading, and without being closed by an interrupt. A channel that only one thread uses needs neither. Works only
 * where the application opens the package to us ({@code --add-opens java.base/sun.nio.ch=...}), as the launcher of scaph
 * does; nothing depends on it.
 */
final class BareReads {
    /** The class changed its name with Java 21. */
    private static final List<String> DISPATCHERS =
            List.of("sun.nio.ch.UnixFileDispatcherImpl", "sun.nio.ch.FileDispatcherImpl");

    private static final int END_OF_FILE = -1;
    private static final int INTERRUPTED = -3;

    private static final @Nullable MethodHandle PREAD;
    private static final @Nullable MethodHandle ADDRESS;
    private static final @Nullable MethodHandle DESCRIPTOR;

    static {
        Optional<Found> found = Found.find();
        PREAD = found.map(Found::pread).orElse(null);
        ADDRESS = found.map(Found::address).orElse(null);
        DESCRIPTOR = found.map(Found::descriptor).orElse(null);
    }

    private BareReads() {}

    /** The descriptor beneath a channel, to read by; null if channels can't be read in this way here. */
    static @Nullable FileDescriptor descriptor(FileChannel channel) {
        if (DESCRIPTOR == null || !DESCRIPTOR.type().parameterType(0).isInstance(channel)) {
            return null;
        }
        try {
            return (FileDescriptor) DESCRIPTOR.invoke(channel);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Where a direct buffer begins in memory, for as long as somebody holds it. */
    static long address(ByteBuffer buffer) {
        MethodHandle handle = ADDRESS;
        if (handle == null) {
            throw new IllegalStateException("there is no descriptor to read by");
        }
        try {
            return (long) handle.invoke(buffer);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Reads the beginning of a file into memory; answers with the number of bytes. */
    static int pread(FileDescriptor descriptor, long address, int length) throws IOException {
        MethodHandle handle = PREAD;
        if (handle == null) {
            throw new IllegalStateException("there is no descriptor to read by");
        }
        try {
            int count;
            do {
                count = (int) handle.invokeExact(descriptor, address, length, 0L);
            } while (count == INTERRUPTED);
            return count == END_OF_FILE ? 0 : count;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static RuntimeException broken(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a method of the JDK that was made accessible can't be called", e);
    }

    private record Found(MethodHandle pread, MethodHandle address, MethodHandle descriptor) {
        static Optional<Found> find() {
            for (String dispatcher : DISPATCHERS) {
                try {
                    return find(dispatcher);
                } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                    // Another JDK.
                }
            }
            return Optional.empty();
        }

        private static Optional<Found> find(String dispatcher) throws ReflectiveOperationException {
            Method pread = Class.forName(dispatcher)
                    .getDeclaredMethod("pread0", FileDescriptor.class, long.class, int.class, long.class);
            Method address = Class.forName("sun.nio.ch.DirectBuffer").getMethod("address");
            Field descriptor = Class.forName("sun.nio.ch.FileChannelImpl").getDeclaredField("fd");
            if (!pread.trySetAccessible() || !address.trySetAccessible() || !descriptor.trySetAccessible()) {
                return Optional.empty();
            }
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle handle = lookup.unreflect(pread);
            MethodType expected =
                    MethodType.methodType(int.class, FileDescriptor.class, long.class, int.class, long.class);
            return handle.type().equals(expected)
                    ? Optional.of(new Found(handle, lookup.unreflect(address), lookup.unreflectGetter(descriptor)))
                    : Optional.empty();
        }
    }
}
