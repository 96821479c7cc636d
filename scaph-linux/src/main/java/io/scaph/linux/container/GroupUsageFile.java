package io.scaph.linux.container;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The CPU time of a control group: the sum over all processes that ever ran in it and in the groups below it.
 * {@code usage_usec} of {@code cpu.stat} (version 2; present even without the controller), or {@code cpuacct.usage} (version 1).
 */
final class GroupUsageFile implements AutoCloseable {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MAX_DIGITS = 18;
    private static final ByteBuffer USAGE =
            ByteBuffer.wrap("usage_usec ".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private final HeldFile file;
    private final Hierarchy hierarchy;

    GroupUsageFile(Hierarchy hierarchy, Path directory) {
        this.hierarchy = hierarchy;
        file = new HeldFile(directory.resolve(
                switch (hierarchy) {
                    case UNIFIED -> "cpu.stat";
                    case CPUACCT -> "cpuacct.usage";
                }));
    }

    /**
     * Reads it. The descriptor stays open; that of a removed group fails, and the next reading opens the file again.
     *
     * @param buffer a buffer of a few hundred bytes
     * @return the time in ns, or -1 if it can't be read: most likely the group no longer exists
     */
    long nanos(ByteBuffer buffer) {
        long nanos = -1;
        try {
            int length = file.read(buffer);
            nanos = switch (hierarchy) {
                case UNIFIED -> usage(buffer, length);
                case CPUACCT -> number(buffer, 0, length);
            };
        } catch (IOException e) {
            // Closed below.
        }
        if (nanos < 0) {
            close();
        }
        return nanos;
    }

    /** Finds the line {@code usage_usec N}; the kernel writes it first. */
    private static long usage(ByteBuffer text, int length) {
        int line = 0;
        while (line < length) {
            int begin = line + USAGE.limit();
            boolean isUsage = text.limit(Math.min(begin, length)).position(line).equals(USAGE);
            text.limit(length);
            if (isUsage) {
                long micros = number(text, begin, length);
                return micros < 0 || micros > Long.MAX_VALUE / NANOS_PER_MICRO ? -1 : micros * NANOS_PER_MICRO;
            }
            while (line < length && text.get(line++) != '\n') {
                // To the next line.
            }
        }
        return -1;
    }

    /** Parses a number that ends with its line; -1 if the line has another form. */
    private static long number(ByteBuffer text, int begin, int length) {
        long value = 0;
        int i = begin;
        for (; i < length && text.get(i) >= '0' && text.get(i) <= '9'; i++) {
            value = value * 10 + (text.get(i) - '0');
        }
        boolean whole = i > begin && i - begin <= MAX_DIGITS && i < length && text.get(i) == '\n';
        return whole ? value : -1;
    }

    @Override
    public void close() {
        file.close();
    }
}
