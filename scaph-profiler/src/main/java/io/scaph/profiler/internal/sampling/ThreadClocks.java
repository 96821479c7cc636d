package io.scaph.profiler.internal.sampling;

import com.sun.management.ThreadMXBean;
import io.scaph.profiler.internal.division.Reading.ThreadTime;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the CPU time of all live platform threads. Not safe for use by several threads. */
public final class ThreadClocks {
    private static final String CARRIER = "jdk.internal.misc.CarrierThread";
    private static final int ROOM = 64;

    private final ThreadMXBean bean;
    private final ThreadGroup all;

    private ThreadClocks(ThreadMXBean bean) {
        this.bean = bean;
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        all = top;
    }

    /**
     * Opens the clocks.
     *
     * @return the clocks; empty if this JVM does not count the CPU time of its threads, or no longer
     */
    public static Optional<ThreadClocks> open() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadCpuTimeSupported()
                        && bean.isThreadCpuTimeEnabled()
                ? Optional.of(new ThreadClocks(bean))
                : Optional.empty();
    }

    /**
     * Reads all clocks.
     *
     * @return the threads that are live
     */
    public List<ThreadTime> read() {
        Thread[] threads = live();
        long[] ids = Arrays.stream(threads).mapToLong(Thread::getId).toArray();
        long[] nanos = bean.getThreadCpuTime(ids);
        List<ThreadTime> times = new ArrayList<>(threads.length);
        for (int i = 0; i < threads.length; i++) {
            // Below 0 if it has just ended.
            if (nanos[i] >= 0) {
                boolean carrier = threads[i].getClass().getName().equals(CARRIER);
                times.add(new ThreadTime(ids[i], threads[i].getName(), carrier, nanos[i]));
            }
        }
        return times;
    }

    private Thread[] live() {
        Thread[] threads = new Thread[all.activeCount() + ROOM];
        int count = all.enumerate(threads);
        while (count == threads.length) {
            // Threads beyond its length are left out.
            threads = new Thread[2 * count];
            count = all.enumerate(threads);
        }
        return Arrays.copyOf(threads, count);
    }
}
