package io.scaph.profiler.internal.sampling;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/** Reads the stacks of events as lists of names. Not safe for use by several threads. */
final class FlightStacks {
    private static final String TRUNCATED = "[truncated]";
    private static final List<String> NO_STACK = List.of("[no stack]");

    private final FrameNames names = new FrameNames();

    /** Valid until the next flush of the stream, whose events have methods of their own. */
    private final IdentityHashMap<RecordedMethod, String> methods = new IdentityHashMap<>();

    /**
     * Returns the frames of a stack.
     *
     * @param stack the stack of an event; null if it has none
     * @return the names of its methods, the outermost first
     */
    List<String> frames(@Nullable RecordedStackTrace stack) {
        if (stack == null || stack.getFrames().isEmpty()) {
            return NO_STACK;
        }
        List<RecordedFrame> recorded = stack.getFrames();
        List<String> frames = new ArrayList<>(recorded.size() + 1);
        if (stack.isTruncated()) {
            frames.add(TRUNCATED);
        }
        for (int i = recorded.size() - 1; i >= 0; i--) {
            RecordedMethod method = recorded.get(i).getMethod();
            frames.add(method == null ? "[unknown]" : methods.computeIfAbsent(method, this::name));
        }
        return frames;
    }

    private String name(RecordedMethod method) {
        return names.stable(method.getType().getName()) + "." + method.getName();
    }

    /** Forgets what belongs to the events so far. */
    void flush() {
        methods.clear();
    }
}
