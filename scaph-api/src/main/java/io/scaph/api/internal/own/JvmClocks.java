package io.scaph.api.internal.own;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The clocks of the JVM. The JDK can't load its management classes where the name of the working directory can't be written in the
 * locale: then the constructor throws a {@link LinkageError}.
 */
public final class JvmClocks implements CpuClocks {
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
}
