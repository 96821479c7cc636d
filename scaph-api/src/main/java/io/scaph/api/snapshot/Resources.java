package io.scaph.api.snapshot;

import java.util.OptionalLong;

/**
 * What a process uses besides CPU time, at one moment.
 *
 * @param memoryBytes resident memory
 * @param virtualMemoryBytes address space
 * @param diskReadBytes what it made the disks read since it started; empty if that may not be known, as for the process of
 *     another user
 * @param diskWrittenBytes what it made the disks write since it started; empty likewise
 */
public record Resources(
        long memoryBytes, long virtualMemoryBytes, OptionalLong diskReadBytes, OptionalLong diskWrittenBytes) {}
