package io.scaph.linux.container;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The CPU time of a control group: the sum over all processes that ever ran in it and in the groups below it.
 * {@code usage_usec} of {@code cpu.stat} (version 2; present even without the controller), or {@code cpuacct.usage} (version 1).
 */
final class GroupUsageFile implements AutoCloseable {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MAX_DIGITS = 18;
    private static final byte[] USAGE = {'u', 's', 'a', 'g', 'e', '_', 'u', 's', 'e', 'c', ' '};

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
     * @param buffer a direct buffer of a few hundred bytes
     * @return the time in ns, or -1 if it can't be read: most likely the group no longer exists
     */
    long nanos(ByteBuffer buffer) {
        try {
            int length = file.read(buffer);
            long nanos = switch (hierarchy) {
                case UNIFIED -> usage(buffer, length);
                case CPUACCT -> number(buffer, 0, length);
            };
            if (nanos < 0) {
                close();
            }
            return nanos;
        } catch (IOException e) {
            close();
            return -1;
        }
    }

    /** Finds the line {@code usage_usec N}; the kernel writes it first. */
    private static long usage(ByteBuffer text, int length) {
        int begin = 0;
        while (begin < length) {
            if (beginsWithUsage(text, begin, length)) {
                long micros = number(text, begin + USAGE.length, length);
                return micros < 0 || micros > Long.MAX_VALUE / NANOS_PER_MICRO ? -1 : micros * NANOS_PER_MICRO;
            }
            while (begin < length && text.get(begin) != '\n') {
                begin++;
            }
            begin++;
        }
        return -1;
    }

    private static boolean beginsWithUsage(ByteBuffer text, int begin, int length) {
        if (length - begin < USAGE.length) {
            return false;
        }
        for (int i = 0; i < USAGE.length; i++) {
            if (text.get(begin + i) != USAGE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Parses a number that ends with its line; -1 if the line has another form. */
    private static long number(ByteBuffer text, int begin, int length) {
        long value = 0;
        int i = begin;
        while (i < length && i - begin <= MAX_DIGITS && text.get(i) >= '0' && text.get(i) <= '9') {
            value = value * 10 + (text.get(i) - '0');
            i++;
        }
        boolean whole = i > begin && i - begin <= MAX_DIGITS && i < length && text.get(i) == '\n';
        return whole ? value : -1;
    }

    @Override
    public void close() {
        file.close();
    }
}
