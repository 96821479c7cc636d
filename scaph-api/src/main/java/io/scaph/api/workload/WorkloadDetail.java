package io.scaph.api.workload;

import io.scaph.api.spi.Exporter;

/**
 * A detail about processes that is not needed to divide energy. It is read only on request ({@link Exporter#details()}, {@link
 * io.scaph.api.MonitorBuilder#details}).
 */
public enum WorkloadDetail {
    /** The command line. It may contain secrets, so it must not be published unless the user requests it. */
    COMMAND_LINE,
    /**
     * The container, the batch job and the systemd unit that a process runs in, and the energy of processes that ended in a
     * container or job without being seen.
     */
    CONTAINER,
    /** The systemd unit that a process runs in, without anything about containers. */
    UNIT,
    /** The name of the virtual machine that a process runs. */
    VIRTUAL_MACHINE,
    /** The user that a process runs as. */
    USER,
    /** What this JVM uses for itself: garbage collection, compilation and its other threads. */
    JVM
}
