package io.scaph.linux.process;

import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Takes over orphans among the descendants of this process, and measures its children's time to the microsecond. */
final class NativeReaper implements Descendants.Reaper {
    // include/uapi/linux/prctl.h
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int PR_GET_CHILD_SUBREAPER = 37;
    // include/uapi/linux/resource.h
    private static final int RUSAGE_CHILDREN = -1;
    /** struct rusage of getrusage(2): two times of two longs, and 14 longs. */
    private static final int RUSAGE_LONGS = 18;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final ByteBuffer usage = NativeMemory.allocate(RUSAGE_LONGS * Long.BYTES);
    private final long address = NativeMemory.address(usage);
    private boolean adopting;

    NativeReaper() {
        boolean before = prctl(PR_GET_CHILD_SUBREAPER, address) && usage.getInt(0) != 0;
        adopting = !before && prctl(PR_SET_CHILD_SUBREAPER, 1);
    }

    private static boolean prctl(int option, long argument) {
        return CLibrary.prctl(option, argument, 0, 0, 0) == 0;
    }

    @Override
    public OptionalLong reapedNanos() {
        if (CLibrary.getrusage(RUSAGE_CHILDREN, address) != 0) {
            return OptionalLong.empty();
        }
        long seconds = usage.getLong(0) + usage.getLong(2 * Long.BYTES);
        long micros = usage.getLong(Long.BYTES) + usage.getLong(3 * Long.BYTES);
        return OptionalLong.of(seconds * NANOS_PER_SECOND + micros * NANOS_PER_MICRO);
    }

    @Override
    public void close() {
        if (adopting) {
            adopting = false;
            prctl(PR_SET_CHILD_SUBREAPER, 0);
        }
    }
}
