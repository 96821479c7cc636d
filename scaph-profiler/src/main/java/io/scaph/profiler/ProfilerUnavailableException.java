package io.scaph.profiler;

import java.io.IOException;

/** Thrown if a JVM can't be profiled. The message is one line, with the reason and what to do about it. */
public final class ProfilerUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    ProfilerUnavailableException(String message) {
        super(message);
    }

    /** With the message of the cause. */
    ProfilerUnavailableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
