package io.scaph.profiler.internal.division;

import java.util.List;

/**
 * One or more samples of the same stack.
 *
 * @param thread the id of the thread in Java; {@link #VIRTUAL} or {@link #UNKNOWN}
 * @param threadName its name
 * @param frames the stack, the outermost frame first
 * @param weightNanos the CPU time that it stands for, in ns, above 0
 * @param count the number of samples, above 0
 * @param waiting whether the thread may have waited rather than used the CPU: its count is not a time
 */
public record StackSample(
        long thread, String threadName, List<String> frames, long weightNanos, long count, boolean waiting) {
    /** All virtual threads: their CPU time is known only of their carriers together. */
    public static final long VIRTUAL = -1;

    /** A thread that is not known. */
    public static final long UNKNOWN = -2;
}
