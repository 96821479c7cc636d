package io.scaph.linux.command;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The functions of the C library that start a command, wait for it and handle signals. The only class of this package that
 * refers to JNA; its first use loads native code and throws a {@link LinkageError} where that can't be loaded.
 */
final class CommandCalls {
    static {
        Native.register(CommandCalls.class, NativeLibrary.getProcess());
    }

    private CommandCalls() {}

    // Names and order of parameters are those of the manual pages. A pointer and a C long have 64 bits on the platforms
    // that CommandLauncher supports. The functions with posix_ and pthread_ return an errno, the others -1 if they
    // fail.

    static native int posix_spawn(long pid, long path, long actions, long attributes, long arguments, long environment);

    static native int posix_spawn_file_actions_init(long actions);

    static native int posix_spawn_file_actions_addclose(long actions, int descriptor);

    static native int posix_spawn_file_actions_destroy(long actions);

    static native int posix_spawnattr_init(long attributes);

    static native int posix_spawnattr_setflags(long attributes, short flags);

    static native int posix_spawnattr_setsigmask(long attributes, long set);

    static native int posix_spawnattr_setsigdefault(long attributes, long set);

    static native int posix_spawnattr_destroy(long attributes);

    static native int pthread_sigmask(int how, long set, long old);

    static native int raise(int signal);

    private static native int access(long path, int mode);

    private static native int kill(int pid, int signal);

    private static native int sigqueue(int pid, int signal, long value);

    private static native long signal(int signal, long handler);

    private static native int sigwaitinfo(long set, long info);

    private static native int waitid(int type, int pid, long info, int options);

    private static native long strerror(int errno);

    private static int orErrno(int result) {
        return result < 0 ? -Native.getLastError() : result;
    }

    /** Whether descriptors from a number on can be closed by one action, as glibc does since 2.34. */
    static boolean addCloseFrom(long actions, int descriptor) {
        Function function;
        try {
            function = NativeLibrary.getProcess().getFunction("posix_spawn_file_actions_addclosefrom_np");
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
        return function.invokeInt(new Object[] {new Pointer(actions), descriptor}) == 0;
    }

    /** Whether a file exists: 0, or the errno made negative. */
    static int exists(long path) {
        return orErrno(access(path, 0));
    }

    /** 0, or the errno made negative. */
    static int send(int pid, int signal) {
        return orErrno(kill(pid, signal));
    }

    /** Sends a signal with its value: 0, or the errno made negative. */
    static int send(int pid, int signal, long value) {
        return orErrno(sigqueue(pid, signal, value));
    }

    /** Sets what this process does about a signal: 0 the default, 1 ignores it. */
    static void handle(int signal, int disposition) {
        signal(signal, disposition);
    }

    /** Waits for one of a set of blocked signals: its number, or the errno made negative. */
    static int await(long set, long info) {
        return orErrno(sigwaitinfo(set, info));
    }

    /** 0, or the errno made negative. */
    static int await(int type, int pid, long info, int options) {
        return orErrno(waitid(type, pid, info, options));
    }

    /** The text of an errno. */
    static String text(int errno) {
        return new Pointer(strerror(errno)).getString(0);
    }
}
