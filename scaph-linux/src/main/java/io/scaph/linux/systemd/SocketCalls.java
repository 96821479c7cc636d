package io.scaph.linux.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The system calls of a datagram socket, mapped directly. The only class of this package that refers to JNA; its first use
 * loads native code and throws a {@link LinkageError} where that is not available.
 */
final class SocketCalls {
    static {
        Native.register(SocketCalls.class, NativeLibrary.getProcess());
    }

    private SocketCalls() {}

    // Names and order of arguments are those of socket(2), sendto(2) and close(2).
    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native long sendto(
            int descriptor, byte[] message, long length, int flags, byte[] address, int addressLength)
            throws LastErrorException;

    private static native int close(int descriptor);

    /** Whether a {@code size_t} is as wide as the {@code long} of {@link #sendto}. */
    static boolean fits() {
        return Native.SIZE_T_SIZE == Long.BYTES;
    }

    /** Sends one message through a new socket; returns the errno, or 0 for success. */
    static int send(int domain, int type, byte[] message, int flags, byte[] address) {
        try {
            int descriptor = socket(domain, type, 0);
            try {
                sendto(descriptor, message, message.length, flags, address, address.length);
                return 0;
            } finally {
                close(descriptor);
            }
        } catch (LastErrorException e) {
            return e.getErrorCode();
        }
    }
}
