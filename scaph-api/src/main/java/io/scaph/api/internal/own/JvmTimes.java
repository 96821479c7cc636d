package io.scaph.api.internal.own;

/**
 * The CPU time that the JVM which runs this program has used, and for what; all read at one moment. What is not in one of
 * the parts is the application's.
 *
 * @param processNanos all its threads, those that ended as well, in ns
 * @param gcNanos of that, what collected garbage, in ns
 * @param jitNanos of that, what compiled, in ns
 * @param runtimeNanos of that, what the JVM's other threads did, in ns
 */
public record JvmTimes(long processNanos, long gcNanos, long jitNanos, long runtimeNanos) {}
