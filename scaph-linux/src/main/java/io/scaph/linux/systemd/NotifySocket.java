package io.scaph.linux.systemd;

import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The socket on which systemd receives the state of a service, as sd_notify(3) describes it. Java has no datagram sockets of
 * the family {@code AF_UNIX}, so this calls the C library through JNA. Safe for use by several threads.
 *
 * @param name where the socket is: an absolute path, or {@code @} and the name of an abstract socket
 */
public record NotifySocket(String name) {
    /** The environment variable that names the socket. */
    public static final String VARIABLE = "NOTIFY_SOCKET";

    // include/linux/socket.h, include/uapi/linux/un.h; the same on all architectures that have a JDK 17.
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PATH_BYTES = 108;

    /**
     * Sends a message. Does not block: while the receiver's queue is full, it fails.
     *
     * @param state assignments such as {@code READY=1}, with a line feed between two of them
     * @throws IOException if the name has another form, native calls are not available, or the message can't be sent; the
     *     message gives the reason in one line
     */
    public void send(String state) throws IOException {
        byte[] address = address();
        byte[] message = state.getBytes(StandardCharsets.UTF_8);
        try {
            NativeCode.load();
        } catch (IOException e) {
            throw new IOException(VARIABLE + " needs JNA, which can't be used here: " + e.getMessage(), e);
        }
        String failure = VARIABLE + " " + name + " does not accept a message";
        int socket = CLibrary.check(failure, CLibrary.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        try {
            int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
            long sent = CLibrary.sendto(socket, message, message.length, flags, address, address.length);
            CLibrary.check(failure, sent);
        } finally {
            CLibrary.close(socket);
        }
    }

    /** A {@code struct sockaddr_un}: the family, then a path that ends with 0, or 0 and an abstract name. */
    private byte[] address() throws IOException {
        boolean isAbstract = name.startsWith("@");
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        int length = path.length + (isAbstract ? 0 : 1);
        if (!(isAbstract || name.startsWith("/")) || path.length < 2 || length > PATH_BYTES) {
            throw new IOException(VARIABLE + " is '" + name + "': neither an absolute path nor '@' and a name");
        }
        ByteBuffer address = ByteBuffer.allocate(Short.BYTES + length).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_UNIX).put(path);
        if (isAbstract) {
            address.put(Short.BYTES, (byte) 0);
        }
        return address.array();
    }
}
