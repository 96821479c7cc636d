package io.scaph.linux.procfs;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The system calls, mapped directly: plain numbers in and out, so that a call allocates nothing. The only class here that
 * refers to JNA; its first use loads native code and throws a {@link LinkageError} where that is not available.
 */
public final class ProcessCalls {
    static {
        Native.register(ProcessCalls.class, NativeLibrary.getProcess());
    }

    private ProcessCalls() {}

    // Names and order of arguments are those of the manual pages in section 2. A C long, a pointer and a size have 64
    // bits on each platform where NativeAccess calls them. All calls fail with -1 and without an exception: it is
    // normal that a process has ended or that there is nothing more to receive, and an exception takes 10 µs.

    private static native int clock_gettime(int clock, long time);

    private static native long clock();

    private static native int openat(int directory, long path, int flags);

    private static native long read(int descriptor, long buffer, long bytes);

    private static native long lseek(int descriptor, long offset, int whence);

    private static native long syscall(long number, long first, long second, long third);

    private static native int close(int descriptor);

    private static native int prctl(int option, long first, long second, long third, long fourth);

    private static native int getrusage(int who, long usage);

    private static native int socket(int domain, int type, int protocol);

    private static native int bind(int socket, long address, int bytes);

    private static native int setsockopt(int socket, int level, int name, long value, int bytes);

    private static native long send(int socket, long buffer, long bytes, int flags);

    private static native long recv(int socket, long buffer, long bytes, int flags);

    /** The result of a call, or if it failed, the errno made negative. */
    private static int orErrno(int result) {
        // The errno of this thread, which JNA keeps from the call that just returned.
        return result < 0 ? -Native.getLastError() : result;
    }

    public static boolean clock(int clock, long time) {
        return clock_gettime(clock, time) == 0;
    }

    /** The CPU time of this process, in µs (CLOCKS_PER_SEC of clock(3)); -1 if it is unknown. Safe in any thread. */
    public static long processMicros() {
        return clock();
    }

    /** A descriptor, or the errno made negative. */
    public static int open(int directory, long path, int flags) {
        return orErrno(openat(directory, path, flags));
    }

    /** The number of bytes read, or the errno made negative. */
    public static int read(int descriptor, long buffer, int bytes) {
        return orErrno((int) read(descriptor, buffer, (long) bytes));
    }

    /** The number of bytes of directory entries read, 0 at the end, or the errno made negative. */
    public static int entries(long number, int directory, long buffer, int bytes) {
        return orErrno((int) syscall(number, directory, buffer, bytes));
    }

    /** Returns to the first entry of a directory; 0, or the errno made negative. */
    public static int rewind(int directory) {
        return orErrno((int) lseek(directory, 0, 0));
    }

    /** Whether the call succeeded. */
    public static boolean prctl(int option, long argument) {
        return prctl(option, argument, 0, 0, 0) == 0;
    }

    /** Whether it wrote a struct rusage. */
    public static boolean usage(int who, long usage) {
        return getrusage(who, usage) == 0;
    }

    public static void release(int descriptor) {
        close(descriptor);
    }

    /** A socket, or the errno made negative. */
    public static int openSocket(int domain, int type, int protocol) {
        return orErrno(socket(domain, type, protocol));
    }

    /** 0, or the errno made negative. */
    public static int bindSocket(int socket, long address, int bytes) {
        return orErrno(bind(socket, address, bytes));
    }

    /** 0, or the errno made negative. */
    public static int option(int socket, int level, int name, long value, int bytes) {
        return orErrno(setsockopt(socket, level, name, value, bytes));
    }

    /** The number of bytes sent, or the errno made negative. */
    public static int transmit(int socket, long buffer, int bytes) {
        return orErrno((int) send(socket, buffer, bytes, 0));
    }

    /** The number of bytes received, or the errno made negative: EAGAIN if there is nothing to receive. */
    public static int receive(int socket, long buffer, int bytes) {
        return orErrno((int) recv(socket, buffer, bytes, 0));
    }
}
