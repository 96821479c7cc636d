package io.scaph.linux.jna;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;

/**
 * The functions of the C library that this module calls, mapped directly: plain numbers in and out, so that a call allocates
 * nothing. Names and order of parameters are those of the manual pages, and a pointer is the address of {@link NativeMemory}.
 * Call {@link NativeCode#load} before the first use.
 *
 * <p>A C long, a pointer and a size have 64 bits on the platforms that this supports. All calls fail without an exception,
 * which would take 10 µs, because it is normal that a process has ended or that there is nothing to receive: functions with
 * {@code posix_} and {@code pthread_}, and getpwuid_r, return an errno, the others -1, which {@link #orErrno} explains.
 */
public final class CLibrary {
    static {
        if (Native.SIZE_T_SIZE != Long.BYTES) {
            throw new UnsatisfiedLinkError("only 64-bit platforms are supported");
        }
        Native.register(CLibrary.class, NativeLibrary.getProcess());
    }

    private CLibrary() {}

    // Files.

    public static native int access(long path, int mode);

    public static native int openat(int directory, long path, int flags);

    public static native long read(int descriptor, long buffer, long bytes);

    public static native long lseek(int descriptor, long offset, int whence);

    public static native int close(int descriptor);

    public static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    // Users, processes and clocks.

    public static native int getpwuid_r(int uid, long passwd, long buffer, long bytes, long result);

    public static native int clock_gettime(int clock, long time);

    public static native long clock();

    public static native int prctl(int option, long first, long second, long third, long fourth);

    public static native int getrusage(int who, long usage);

    // Sockets.

    public static native int socket(int domain, int type, int protocol);

    public static native int bind(int socket, long address, int bytes);

    public static native int setsockopt(int socket, int level, int name, long value, int bytes);

    public static native long send(int socket, long buffer, long bytes, int flags);

    public static native long sendto(int socket, byte[] data, long bytes, int flags, byte[] address, int addressBytes);

    public static native long recv(int socket, long buffer, long bytes, int flags);

    // Commands and signals.

    public static native int posix_spawn(
            long pid, long path, long actions, long attributes, long arguments, long environment);

    public static native int posix_spawn_file_actions_init(long actions);

    public static native int posix_spawn_file_actions_addclose(long actions, int descriptor);

    public static native int posix_spawn_file_actions_destroy(long actions);

    public static native int posix_spawnattr_init(long attributes);

    public static native int posix_spawnattr_setflags(long attributes, short flags);

    public static native int posix_spawnattr_setsigmask(long attributes, long set);

    public static native int posix_spawnattr_setsigdefault(long attributes, long set);

    public static native int posix_spawnattr_destroy(long attributes);

    public static native int pthread_sigmask(int how, long set, long old);

    public static native int raise(int signal);

    public static native int kill(int pid, int signal);

    public static native int sigqueue(int pid, int signal, long value);

    public static native long signal(int signal, long handler);

    public static native int sigwaitinfo(long set, long info);

    public static native int waitid(int type, int pid, long info, int options);

    private static native long strerror(int errno);

    /** The result of the call that this thread has just made, or if it failed, the errno made negative. */
    public static int orErrno(long result) {
        return result < 0 ? -Native.getLastError() : (int) result;
    }

    /** The result of the call that this thread has just made; an exception with the errno, after a text, if it failed. */
    public static int check(String failure, long result) throws IOException {
        int checked = orErrno(result);
        if (checked < 0) {
            throw new IOException(failure + ": errno " + -checked);
        }
        return checked;
    }

    /** The text of an errno. */
    public static String text(int errno) {
        return new Pointer(strerror(errno)).getString(0);
    }

    /** Lets posix_spawn close all descriptors from a number on; returns whether the library can, as glibc since 2.34. */
    public static boolean addCloseFrom(long actions, int descriptor) {
        try {
            Function function = NativeLibrary.getProcess().getFunction("posix_spawn_file_actions_addclosefrom_np");
            return function.invokeInt(new Object[] {new Pointer(actions), descriptor}) == 0;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
