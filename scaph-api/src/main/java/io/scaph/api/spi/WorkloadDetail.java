package io.scaph.api.spi;

/** What may be told of a process beyond what is needed to account for it; read only if an exporter asks. */
public enum WorkloadDetail {
    /** The command line. May hold secrets: not published unless the user asks for it. */
    COMMAND_LINE,
    /** The container and the systemd unit that a process runs in, and the energy of processes that ended unseen in a container. */
    CONTAINER,
    /** The systemd unit that a process runs in, without anything about containers. */
    UNIT,
    /** The name of the virtual machine that a process runs. */
    VIRTUAL_MACHINE,
    /** The user that a process runs as. */
    USER,
    /** What the JVM that runs this program uses for itself: garbage collection, compilation, the rest of it. */
    JVM
}
