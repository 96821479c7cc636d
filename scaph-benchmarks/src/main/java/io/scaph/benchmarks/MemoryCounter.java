package io.scaph.benchmarks;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A counter file on a file system in memory, written in place. */
final class MemoryCounter implements MovingFile {
    /** As many as the counters of most machines have. */
    private static final int DIGITS = 12;

    private final Path path;
    private final MappedByteBuffer text;
    private long value;

    MemoryCounter(Path path, long value) throws IOException {
        this.path = path;
        Files.writeString(path, "0".repeat(DIGITS) + "\n");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            text = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }
        set(value);
    }

    /** Shows a number of up to 12 digits. */
    void set(long number) {
        value = number;
        long left = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            text.put(i, (byte) ('0' + left % 10));
            left /= 10;
        }
    }

    long value() {
        return value;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public void move() {
        set(value + 1);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
