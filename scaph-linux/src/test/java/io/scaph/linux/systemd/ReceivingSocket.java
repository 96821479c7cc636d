package io.scaph.linux.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The receiving end of datagrams, as in systemd. */
final class ReceivingSocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;

    static {
        Native.register(ReceivingSocket.class, NativeLibrary.getProcess());
    }

    private final int descriptor;

    private ReceivingSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    // Names and order of arguments are those of socket(2), bind(2), recv(2) and close(2).
    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native int bind(int descriptor, byte[] address, int length) throws LastErrorException;

    private static native long recv(int descriptor, byte[] buffer, long length, int flags) throws LastErrorException;

    private static native int close(int descriptor);

    static ReceivingSocket bind(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (name.startsWith("@")) {
            path[0] = 0;
        }
        byte[] address = ByteBuffer.allocate(Short.BYTES + path.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put(path)
                .array();
        ReceivingSocket socket = new ReceivingSocket(socket(AF_UNIX, SOCK_DGRAM, 0));
        bind(socket.descriptor, address, address.length);
        return socket;
    }

    /** Waits for a message. */
    String receive() {
        byte[] buffer = new byte[4096];
        int length = (int) recv(descriptor, buffer, buffer.length, 0);
        return new String(Arrays.copyOf(buffer, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        close(descriptor);
    }
}
