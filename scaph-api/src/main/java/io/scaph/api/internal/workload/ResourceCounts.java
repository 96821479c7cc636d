package io.scaph.api.internal.workload;

import io.scaph.api.workload.Resources;
import java.util.OptionalLong;

/** The resources of a process. */
public record ResourceCounts(
        long memoryBytes, long virtualMemoryBytes, OptionalLong diskReadBytes, OptionalLong diskWrittenBytes)
        implements Resources {}
