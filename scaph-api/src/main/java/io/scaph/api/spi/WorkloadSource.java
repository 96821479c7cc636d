package io.scaph.api.spi;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.Job;
import io.scaph.api.snapshot.ProcessInfo;
import io.scaph.api.snapshot.Resources;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells who used the CPUs of a host. Called from one thread at a time. */
public interface WorkloadSource extends AutoCloseable {
    /**
     * Reads the CPU time of the machine and of each process that exists now.
     *
     * @param visitor is told each reading
     * @throws IOException if nothing could be read; the message names the thing
     */
    void read(Visitor visitor) throws IOException;

    /**
     * What a process uses besides CPU time; read when it is asked for. May be called by any thread, while {@link #read}
     * runs as well.
     *
     * @param process a process that this source has told
     * @return its resources now; empty if it has ended, or they are not known
     */
    default Optional<Resources> resources(ProcessInfo process) {
        return Optional.empty();
    }

    /**
     * Which of the processes is this program.
     *
     * @return its process id, as this source tells it; empty if it is none of them
     */
    default OptionalLong ownPid() {
        return OptionalLong.of(ProcessHandle.current().pid());
    }

    /** Releases what the source holds; does nothing the second time. */
    @Override
    void close();

    /** Takes the readings of one pass. */
    interface Visitor {
        /**
         * The machine as a whole: what all CPUs together did besides running processes, since some fixed moment.
         *
         * @param onlineCpus the hardware threads that are online
         * @param idleNanos the time that they were idle, in ns
         * @param stolenNanos the time that a hypervisor ran others though they had work, in ns
         * @param interruptNanos the time that they handled interrupts, in ns
         */
        void machine(int onlineCpus, long idleNanos, long stolenNanos, long interruptNanos);

        /**
         * The machine, where idle time is not known: what no process used counts as idle.
         *
         * @param onlineCpus the hardware threads that are online
         */
        void machine(int onlineCpus);

        /**
         * A process that exists. One that was told in the last pass and is not told in this one has ended.
         *
         * @param process who; the same object for as long as nothing about it changed
         * @param cpuNanos the CPU time that it used since it started, in ns
         * @param startedSinceLastPass whether it started after the last pass, so that all its time belongs to this one
         */
        void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass);

        /**
         * Children that ended and never had a line: what ran them is charged. Told after the process itself, and only for
         * time that was told nowhere else.
         *
         * @param parent a process that was told in this pass
         * @param cpuNanos the CPU time of such children that ended since the last pass, in ns
         */
        void endedChildren(ProcessInfo parent, long cpuNanos);

        /**
         * A process that ended since the last pass, with all the CPU time that it ever used; it is not told by {@link
         * #process} in this pass.
         *
         * @param process who
         * @param cpuNanos the CPU time that it used since it started, in ns
         * @param startedSinceLastPass whether it started after the last pass
         */
        void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass);

        /**
         * The control group of a container or job, as the kernel accounts for it: what ended inside is in it. At most one for
         * each pair of container and job in a pass; the processes that are directly in it have the same pair.
         *
         * @param container the innermost container that the group is of or in; empty if there is none
         * @param job the job that the group is of or in; empty if there is none
         * @param cpuNanos the CPU time of all that ever ran inside, without that of groups inside that are reported themselves,
         *     in ns, since some fixed moment
         */
        void group(Optional<Container> container, Optional<Job> job, long cpuNanos);
    }
}
