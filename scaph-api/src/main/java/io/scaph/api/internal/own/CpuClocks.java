package io.scaph.api.internal.own;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The CPU time of this process and of its threads; a simulated one in tests. Safe for use by several threads. */
public interface CpuClocks {
    /** Those of the JVM. */
    CpuClocks SYSTEM = new CpuClocks() {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final boolean countsThreads = threads.isCurrentThreadCpuTimeSupported();
        private final java.lang.management.OperatingSystemMXBean process = ManagementFactory.getOperatingSystemMXBean();

        @Override
        public long processNanos() {
            return process instanceof OperatingSystemMXBean clock ? clock.getProcessCpuTime() : -1;
        }

        @Override
        public long threadNanos() {
            // -1 for a virtual thread, and where it is switched off.
            return countsThreads ? threads.getCurrentThreadCpuTime() : -1;
        }
    };

    /**
     * The CPU time that all threads of this process have used, those that ended as well.
     *
     * @return ns, since some fixed moment; below 0 if it is not known
     */
    long processNanos();

    /**
     * The CPU time that the calling thread has used.
     *
     * @return ns, since some fixed moment; below 0 if it is not known, as for a virtual thread
     */
    long threadNanos();
}
