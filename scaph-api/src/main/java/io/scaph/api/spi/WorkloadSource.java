package io.scaph.api.spi;

import io.scaph.api.snapshot.Workload;
import java.io.IOException;

/** Tells who used the CPUs of a host. Called from one thread at a time. */
public interface WorkloadSource extends AutoCloseable {
    /**
     * Reads the CPU time of the machine and of each workload that exists now.
     *
     * @param visitor is told each reading
     * @throws IOException if nothing could be read; the message names the thing
     */
    void read(Visitor visitor) throws IOException;

    /** Releases what the source holds; does nothing the second time. */
    @Override
    void close();

    /** Takes the readings of one pass. */
    interface Visitor {
        /**
         * The machine as a whole.
         *
         * @param onlineCpus the hardware threads that are online
         * @param idleNanos the time that all CPUs together were idle since some fixed moment, in ns
         */
        void machine(int onlineCpus, long idleNanos);

        /**
         * The machine, where idle time is not known: what no workload used counts as idle.
         *
         * @param onlineCpus the hardware threads that are online
         */
        void machine(int onlineCpus);

        /**
         * A workload that exists. One that was told in the last pass and is not told in this one has ended.
         *
         * @param workload who; the same object for as long as nothing about it changed
         * @param cpuNanos the CPU time that it used since it started, in ns
         * @param startedSinceLastPass whether it started after the last pass, so that all its time belongs to this one
         */
        void workload(Workload workload, long cpuNanos, boolean startedSinceLastPass);
    }
}
