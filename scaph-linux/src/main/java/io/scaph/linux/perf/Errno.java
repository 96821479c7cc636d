package io.scaph.linux.perf;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/**
 * The meaning of an errno of a perf event. The numbers are from {@code include/uapi/asm-generic/errno-base.h} and
 * {@code errno.h}, which x86, ARM and RISC-V share; the meanings are from perf_event_open(2).
 */
final class Errno {
    private static final int EPERM = 1;
    private static final int EACCES = 13;

    private Errno() {}

    /**
     * Makes an exception for a failed call.
     *
     * @param call what failed, with its arguments
     * @param number the errno
     * @return an exception with a message of one line that names call, errno and meaning
     */
    static IOException failure(String call, int number) {
        String meaning = meaning(number);
        return number == EPERM || number == EACCES
                ? new AccessDeniedException(call, null, meaning)
                : new IOException(call + ": " + meaning);
    }

    private static String meaning(int number) {
        return switch (number) {
            case EPERM -> "EPERM (permission denied)";
            case 2 -> "ENOENT (there is no such kind of event)";
            case 5 -> "EIO (input or output error)";
            case 7 -> "E2BIG (the kernel knows less of perf_event_attr)";
            case 9 -> "EBADF (the descriptor is not open)";
            case 12 -> "ENOMEM (no memory)";
            case EACCES -> "EACCES (permission denied)";
            case 16 -> "EBUSY (another user has the counter exclusively)";
            case 19 -> "ENODEV (the CPU is not online, or has no such counter)";
            case 22 -> "EINVAL (the kernel does not take this event here)";
            case 23 -> "ENFILE (too many open files on this machine)";
            case 24 -> "EMFILE (too many open files in this process)";
            case 28 -> "ENOSPC (no buffer for this number of events)";
            case 38 -> "ENOSYS (this kernel has no perf events)";
            case 95 -> "EOPNOTSUPP (the hardware can't do that)";
            default -> "errno " + number;
        };
    }
}
