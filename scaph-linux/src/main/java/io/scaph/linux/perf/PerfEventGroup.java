package io.scaph.linux.perf;

import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeCode;
import io.scaph.linux.jna.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;

/**
 * Counting perf events of one CPU, opened as a group (perf_event_open(2)): one system call reads all of them at one instant,
 * with one cross-CPU call if the reader runs on another CPU. They count all code that runs on the CPU, from the moment when
 * they are opened; that needs {@code CAP_PERFMON}, or {@code kernel.perf_event_paranoid} of 0 or less.
 *
 * <p>Uses JNA, which the first {@link #open} loads. If JNA is missing or its native part can't be loaded, only {@code open}
 * fails, with that reason. A reading that succeeds allocates nothing. Not safe for use by several threads.
 */
public final class PerfEventGroup implements EventGroup {
    // struct perf_event_attr of include/uapi/linux/perf_event.h: offsets in bytes of the members that are not 0.
    private static final int ATTR_TYPE = 0;
    private static final int ATTR_SIZE = 4;
    private static final int ATTR_CONFIG = 8;
    private static final int ATTR_READ_FORMAT = 32;
    /** PERF_ATTR_SIZE_VER0, the first published size: every kernel accepts it. */
    private static final int ATTR_BYTES = 64;

    private static final long PERF_FORMAT_TOTAL_TIME_RUNNING = 1L << 1;
    private static final long PERF_FORMAT_GROUP = 1L << 3;
    private static final long PERF_FLAG_FD_CLOEXEC = 1L << 3;
    private static final int ALL_PROCESSES = -1;
    private static final int NO_GROUP = -1;

    // struct read_format with that format: the number of events, how long they ran, then the counts.
    private static final int READ_NUMBER = 0;
    private static final int READ_RUNNING = 8;
    private static final int READ_COUNTS = 16;

    private final String name;
    private final String reading;
    private final int[] descriptors;
    private final ByteBuffer buffer;
    private final long address;
    private long runningNanos = -1;
    /** The number of descriptors that are open. */
    private int open;

    private PerfEventGroup(String name, int events) {
        this.name = name;
        reading = "read of " + name;
        descriptors = new int[events];
        buffer = NativeMemory.allocate(READ_COUNTS + events * Long.BYTES);
        address = NativeMemory.address(buffer);
    }

    /**
     * Opens events and starts to count.
     *
     * @param type the number of the PMU, from its {@code type} file, or one of {@code enum perf_type_id}
     * @param configs the events, as that PMU numbers them; at least one. If a type stands for several PMUs, as
     *     PERF_TYPE_SOFTWARE does, a group with events of more than one of them may not count
     * @param cpu the number of the CPU to count on
     * @return the open group; the caller closes it
     * @throws AccessDeniedException if this user has no permission
     * @throws IOException if the kernel refuses, or can't be called. The message names call and reason in one line
     */
    public static PerfEventGroup open(int type, long[] configs, int cpu) throws IOException {
        if (configs.length == 0) {
            throw new IllegalArgumentException("a group has at least one event");
        }
        long number;
        try {
            number = NativeCode.systemCall("perf_event_open", 298, 241);
            NativeCode.load();
        } catch (IOException e) {
            throw new IOException("no perf events: " + e.getMessage(), e);
        }
        PerfEventGroup group = new PerfEventGroup("perf events of type " + type + " on cpu " + cpu, configs.length);
        try {
            for (long config : configs) {
                group.add(number, type, config, cpu);
            }
            return group;
        } catch (IOException | RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private void add(long number, int type, long config, int cpu) throws IOException {
        ByteBuffer attributes = NativeMemory.allocate(ATTR_BYTES);
        attributes.putInt(ATTR_TYPE, type);
        attributes.putInt(ATTR_SIZE, ATTR_BYTES);
        attributes.putLong(ATTR_CONFIG, config);
        attributes.putLong(ATTR_READ_FORMAT, PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_RUNNING);
        long at = NativeMemory.address(attributes);
        int leader = open == 0 ? NO_GROUP : descriptors[0];
        String call = "perf_event_open(type " + type + ", config 0x" + Long.toHexString(config) + ", cpu " + cpu + ")";
        try {
            descriptors[open] =
                    check(call, CLibrary.syscall(number, at, ALL_PROCESSES, cpu, leader, PERF_FLAG_FD_CLOEXEC));
            open++;
        } finally {
            Reference.reachabilityFence(attributes);
        }
    }

    private static int check(String call, long result) throws IOException {
        int checked = CLibrary.orErrno(result);
        if (checked < 0) {
            throw Errno.failure(call, -checked);
        }
        return checked;
    }

    /** Fails also if they did not count since the last reading, as when their CPU went offline. */
    @Override
    public void read(long[] counts) throws IOException {
        if (open == 0) {
            throw new IOException(name + ": closed");
        }
        int bytes = buffer.capacity();
        int length = check(reading, CLibrary.read(descriptors[0], address, bytes));
        // Also keeps the buffer reachable until the kernel has written to it.
        if (length != bytes || buffer.getLong(READ_NUMBER) != descriptors.length) {
            throw new IOException(name + ": " + length + " bytes in place of " + bytes);
        }
        long running = buffer.getLong(READ_RUNNING);
        if (running == runningNanos) {
            // The counts did not move, and 0 would be a wrong number instead of an unknown one.
            throw new IOException(name + ": they do not count; their CPU may be offline");
        }
        runningNanos = running;
        for (int i = 0; i < descriptors.length; i++) {
            counts[i] = buffer.getLong(READ_COUNTS + i * Long.BYTES);
        }
    }

    /** Releases the events; does nothing the second time. */
    @Override
    public void close() {
        // Closes members before their leader: otherwise they continue to count alone.
        while (open > 0) {
            CLibrary.close(descriptors[--open]);
        }
    }
}
