package io.scaph.benchmarks;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A file read in C, as often as it was opened. The C is compiled here and now, by {@code cc -O2}. */
final class Yardstick extends Variant {
    private static final String SOURCE = "yardstick.c";

    static {
        Native.register(Yardstick.class, NativeLibrary.getInstance(compile().toString()));
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

    @Override
    long sum() throws IOException {
        long sum = yardstick_read(descriptors, count);
        if (sum < 0) {
            throw new IOException("can't be read in C");
        }
        return sum;
    }

    @Override
    public void close() {
        for (int i = 0; i < count; i++) {
            yardstick_close(descriptors.getInt((long) i * Integer.BYTES));
        }
        descriptors.close();
    }

    private static Path compile() {
        try {
            Path directory = Files.createTempDirectory("scaph-yardstick");
            Path source = directory.resolve(SOURCE);
            Path library = directory.resolve("yardstick.so");
            try (InputStream in = Yardstick.class.getResourceAsStream(SOURCE)) {
                Files.copy(Objects.requireNonNull(in, SOURCE), source);
            }
            Process compiler = new ProcessBuilder(
                            "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                    .inheritIO()
                    .start();
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException("cc can't compile " + source);
            }
            source.toFile().deleteOnExit();
            library.toFile().deleteOnExit();
            directory.toFile().deleteOnExit();
            return library;
        } catch (IOException e) {
            throw new IllegalStateException("the comparison needs a C compiler, cc: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static native int yardstick_open(String path);

    private static native void yardstick_close(int descriptor);

    private static native long yardstick_read(Memory descriptors, int count);
}
