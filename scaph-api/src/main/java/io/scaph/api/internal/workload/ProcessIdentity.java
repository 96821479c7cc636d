package io.scaph.api.internal.workload;

import java.time.Instant;

/**
 * What identifies a process.
 *
 * @param pid the process id
 * @param startTime when the process started; if that is unknown, still a value that distinguishes it from other processes
 *     with the same pid
 * @param startKnown whether {@code startTime} is a time to show
 */
public record ProcessIdentity(long pid, Instant startTime, boolean startKnown) {}
