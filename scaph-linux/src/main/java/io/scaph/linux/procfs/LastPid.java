package io.scaph.linux.procfs;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The last pid that was given out: the last number of {@code /proc/loadavg} (proc_loadavg(5)). In the first pid namespace
 * alone it moves with every fork on the machine; and containers may show a file of their own there (lxcfs). Not safe for
 * use by several threads.
 */
final class LastPid implements AutoCloseable {
    /** PROC_PID_INIT_INO of include/linux/proc_ns.h. */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private static final int CAPACITY = 128;

    private final HeldFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
    private boolean telling;

    LastPid(Path procfs) {
        file = new HeldFile(procfs.resolve("loadavg"));
        telling = isFirstNamespace(procfs);
    }

    private static boolean isFirstNamespace(Path procfs) {
        try {
            return Files.readSymbolicLink(procfs.resolve("self").resolve("ns").resolve("pid"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The pid; below 0 if it is not known. */
    int read() {
        if (!telling) {
            return -1;
        }
        try {
            return parse(buffer, file.read(buffer));
        } catch (IOException e) {
            // It is a short cut only: processes are listed instead.
            telling = false;
            return -1;
        }
    }

    /**
     * Reads the number.
     *
     * @param text the content of the file
     * @param length how much of it
     * @return the number at its end; below 0 if there is none
     */
    static int parse(ByteBuffer text, int length) {
        int end = length;
        while (end > 0 && text.get(end - 1) == '\n') {
            end--;
        }
        int begin = end;
        while (begin > 0 && text.get(begin - 1) >= '0' && text.get(begin - 1) <= '9') {
            begin--;
        }
        // PID_MAX_LIMIT of include/linux/threads.h has 7 digits.
        if (begin == end || end - begin > 9 || begin == 0 || text.get(begin - 1) != ' ') {
            return -1;
        }
        int number = 0;
        for (int at = begin; at < end; at++) {
            number = number * 10 + (text.get(at) - '0');
        }
        return number;
    }

    @Override
    public void close() {
        telling = false;
        file.close();
    }
}
