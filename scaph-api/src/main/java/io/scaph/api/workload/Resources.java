package io.scaph.api.workload;

import java.util.OptionalLong;

/** What a process uses in addition to CPU time, at one moment. Immutable. */
public sealed interface Resources {
    /**
     * Returns the resources of a process.
     *
     * @param memoryBytes the resident memory, in bytes
     * @param virtualMemoryBytes the address space, in bytes
     * @param diskReadBytes the bytes that the process made the disks read since it started; empty if unknown
     * @param diskWrittenBytes the bytes that the process made the disks write since it started; empty if unknown
     * @return the resources
     */
    static Resources of(
            long memoryBytes, long virtualMemoryBytes, OptionalLong diskReadBytes, OptionalLong diskWrittenBytes) {
        return new ResourceCounts(memoryBytes, virtualMemoryBytes, diskReadBytes, diskWrittenBytes);
    }

    /**
     * Returns the resident memory.
     *
     * @return the memory, in bytes
     */
    long memoryBytes();

    /**
     * Returns the size of the address space.
     *
     * @return the size, in bytes
     */
    long virtualMemoryBytes();

    /**
     * Returns the number of bytes that the process made the disks read since it started.
     *
     * @return the number; empty if unknown, as for the process of another user
     */
    OptionalLong diskReadBytes();

    /**
     * Returns the number of bytes that the process made the disks write since it started.
     *
     * @return the number; empty if unknown, as for the process of another user
     */
    OptionalLong diskWrittenBytes();
}

/** The resources of a process. */
record ResourceCounts(
        long memoryBytes, long virtualMemoryBytes, OptionalLong diskReadBytes, OptionalLong diskWrittenBytes)
        implements Resources {}
