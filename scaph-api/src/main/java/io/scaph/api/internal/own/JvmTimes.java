package io.scaph.api.internal.own;

/**
 * The CPU time that the JVM which runs this program has used, and for what; all read at one moment. What is not in one of
 * the parts is the application's.
 *
 * @param processNanos all its threads, those that ended as well, in ns
 * @param gcNanos the part for garbage collection, in ns
 * @param jitNanos the part for compilation, in ns
 * @param runtimeNanos the part of the JVM's other threads, in ns
 */
public record JvmTimes(long processNanos, long gcNanos, long jitNanos, long runtimeNanos) {}
