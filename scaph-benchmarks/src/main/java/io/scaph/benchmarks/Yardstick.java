package io.scaph.benchmarks;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;

/** A file read in C, once for each time that it was opened. */
final class Yardstick implements AutoCloseable {
    static {
        Native.register(
                Yardstick.class,
                NativeLibrary.getInstance(CompiledC.library("yardstick.c").toString()));
    }

    private final int count;
    private final Memory descriptors;

    Yardstick(Path path, int count) throws IOException {
        this.count = count;
        descriptors = new Memory((long) count * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            int descriptor = yardstick_open(path.toString());
            if (descriptor < 0) {
                throw new IOException(path + ": can't be opened in C");
            }
            descriptors.setInt((long) i * Integer.BYTES, descriptor);
        }
    }

    /** Reads all; the sum of the numbers, or -1 if one could not be read. */
    long sum() {
        return yardstick_read(descriptors, count);
    }

    @Override
    public void close() {
        for (int i = 0; i < count; i++) {
            yardstick_close(descriptors.getInt((long) i * Integer.BYTES));
        }
        descriptors.close();
    }

    private static native int yardstick_open(String path);

    private static native void yardstick_close(int descriptor);

    private static native long yardstick_read(Memory descriptors, int count);
}
