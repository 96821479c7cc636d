package io.scaph.api.spi;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads which processes used the CPUs of a host. Called by one thread at a time, except {@link #resources}, which any thread
 * may call.
 */
public interface WorkloadSource extends AutoCloseable {
    /**
     * Reads the CPU time of the machine and of each process that exists now. If this method throws, no process counts as ended
     * in this pass.
     *
     * @param visitor receives each reading
     * @throws IOException if nothing could be read; the message names the file or call
     */
    void read(Visitor visitor) throws IOException;

    /**
     * Reads what a process uses in addition to CPU time. Any thread may call this method, also while {@link #read} runs.
     *
     * @param process a process that this source has reported
     * @return its resources now; empty if it has ended, or they are unknown. Always empty unless overridden
     */
    default Optional<Resources> resources(ProcessInfo process) {
        return Optional.empty();
    }

    /**
     * Returns the process id of this program, as this source reports it.
     *
     * @return the pid; empty if this program is not among the processes
     */
    default OptionalLong ownPid() {
        return OptionalLong.of(ProcessHandle.current().pid());
    }

    /** Releases what the source holds; nothing unless overridden. Does nothing if it is closed already. */
    @Override
    default void close() {}

    /**
     * Receives the readings of one pass. Not safe for use by several threads, and not to be kept after {@link #read} returns.
     */
    interface Visitor {
        /**
         * Reports the machine as a whole: the time that all CPUs together did not run processes. The times are totals since
         * any fixed moment.
         *
         * @param onlineCpus the number of hardware threads that are online
         * @param idleNanos the time that they were idle, in ns
         * @param stolenNanos the time that they had work while a hypervisor ran something else, in ns
         * @param interruptNanos the time that they handled interrupts, in ns
         */
        void machine(int onlineCpus, long idleNanos, long stolenNanos, long interruptNanos);

        /**
         * Reports the machine if its idle time is unknown. The time that no process used then counts as idle.
         *
         * @param onlineCpus the number of hardware threads that are online
         */
        void machine(int onlineCpus);

        /**
         * Reports a process that exists. A process that was reported in the last pass, and is not in this one, has ended.
         *
         * @param process the process; the same object until something about it changes
         * @param cpuNanos the CPU time that it used since it started, in ns
         * @param startedSinceLastPass true if it started after the last pass, so that all its time belongs to this pass
         */
        void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass);

        /**
         * Reports children of a process that ended and were never reported themselves. Their energy is charged to the parent.
         * Called after the report of the parent, and only for time that is in no other report.
         *
         * @param parent a process that was reported in this pass
         * @param cpuNanos the CPU time of such children that ended since the last pass, in ns
         */
        void endedChildren(ProcessInfo parent, long cpuNanos);

        /**
         * Reports a process that ended since the last pass, with all CPU time that it used. It is not reported by {@link
         * #process} in this pass.
         *
         * @param process the process
         * @param cpuNanos the CPU time that it used from its start to its end, in ns
         * @param startedSinceLastPass true if it started after the last pass
         */
        void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass);

        /**
         * Reports the control group of a container or job, as the kernel accounts for it: it includes processes that ended.
         * Each pair of container and job is reported at most once in a pass. The processes that are directly in the group have
         * the same pair.
         *
         * @param container the innermost container that the group is of or in; empty if it is in no container
         * @param job the job that the group is of or in; empty if it is in no job
         * @param cpuNanos the CPU time of all processes that ever ran in the group, without that of inner groups that are
         *     reported themselves, in ns since any fixed moment
         */
        void group(Optional<Container> container, Optional<Job> job, long cpuNanos);
    }
}
