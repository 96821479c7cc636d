package io.scaph.linux.perf;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;

/**
 * The system calls, mapped directly: plain numbers in and out, so that a call allocates nothing. The only class that
 * refers to JNA; its first use loads native code and throws a {@link LinkageError} where that is not available.
 */
final class PerfCalls {
    static {
        Native.register(PerfCalls.class, NativeLibrary.getProcess());
    }

    private PerfCalls() {}

    // Names and order of arguments are those of syscall(2), read(2) and close(2). A C long has 64 bits on each platform
    // where PerfEventGroup calls them.
    private static native long syscall(long number, long attributes, long pid, long cpu, long group, long flags)
            throws LastErrorException;

    private static native long read(int descriptor, long buffer, long bytes) throws LastErrorException;

    private static native int close(int descriptor);

    /** Returns true; loads native code first if it is not loaded yet. */
    static boolean isLoaded() {
        return true;
    }

    static int open(long number, long attributes, int cpu, int group, long flags, String call) throws IOException {
        try {
            return (int) syscall(number, attributes, -1, cpu, group, flags);
        } catch (LastErrorException e) {
            throw Errno.failure(call, e.getErrorCode());
        }
    }

    static int read(int descriptor, long buffer, int bytes, String what) throws IOException {
        try {
            return (int) read(descriptor, buffer, (long) bytes);
        } catch (LastErrorException e) {
            throw Errno.failure("read of " + what, e.getErrorCode());
        }
    }

    static void release(int descriptor) {
        close(descriptor);
    }
}
