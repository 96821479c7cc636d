package io.scaph.containers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A GET request over a Unix socket by HTTP/1.1 (RFC 9112). The connection is for one reply, which has a length, or chunks, or
 * ends with the connection. Time and size are limited.
 */
final class UnixHttp {
    private static final int MAX_LINE = 8_192;
    private static final int MAX_HEADERS = 100;
    /** For the headers, and for the sizes of chunks. */
    private static final int MAX_OVERHEAD = 1 << 20;

    private static final int BUFFER = 16_384;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The reply is larger than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int max) {
            super("the reply is larger than " + max + " bytes");
        }
    }

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;

    private UnixHttp(SocketChannel channel, Selector selector, long timeoutNanos) {
        this.channel = channel;
        this.selector = selector;
        deadline = System.nanoTime() + timeoutNanos;
    }

    /**
     * Sends a GET request.
     *
     * @param socket the socket
     * @param target the target, which the caller has checked
     * @param max the largest body that is accepted, in bytes
     * @param timeoutNanos the time limit, in ns
     * @return the body of a reply with status 200; empty for status 404
     * @throws IOException if there is no such reply
     */
    static Optional<byte[]> get(Path socket, String target, int max, long timeoutNanos) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            UnixHttp http = new UnixHttp(channel, selector, timeoutNanos);
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                http.await(SelectionKey.OP_CONNECT);
                channel.finishConnect();
            }
            http.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: scaph\r\n"
                    + "Accept: application/json\r\nConnection: close\r\n\r\n");
            return body(new ByteArrayInputStream(http.receive(max)), max);
        }
    }

    private void await(int operation) throws IOException {
        channel.register(selector, operation);
        long millis = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw timeout();
        }
        selector.selectedKeys().clear();
    }

    private static IOException timeout() {
        return new IOException(
                Thread.currentThread().isInterrupted() ? "interrupted" : "there was no complete reply in time");
    }

    private void send(String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Receives until the other side closes the connection, as the request asks for. */
    private byte[] receive(int max) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
            reply.write(buffer.array(), 0, count);
            if (reply.size() - MAX_OVERHEAD > max) {
                throw new TooLargeException(max);
            }
            if (System.nanoTime() - deadline > 0) {
                throw timeout();
            }
            if (count == 0) {
                await(SelectionKey.OP_READ);
            }
        }
        return reply.toByteArray();
    }

    private static Optional<byte[]> body(ByteArrayInputStream reply, int max) throws IOException {
        // HTTP/1.1 200 OK
        String status = line(reply);
        if (!status.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")) {
            throw new IOException("the reply is not HTTP");
        }
        long length = -1;
        boolean chunked = false;
        int headers = 0;
        for (String header = line(reply); !header.isEmpty(); header = line(reply)) {
            headers++;
            if (headers > MAX_HEADERS) {
                throw new IOException("the reply has too many headers");
            }
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            if (name.equals("content-length")) {
                length = number(value, 10);
            } else if (name.equals("transfer-encoding")) {
                chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
            }
        }
        return switch (status.substring(9, 12)) {
            case "200" ->
                Optional.of(chunked ? chunks(reply, max) : part(reply, length < 0 ? reply.available() : length, max));
            case "404" -> Optional.empty();
            default -> throw new IOException("the reply is an error: HTTP status " + status.substring(9, 12));
        };
    }

    private static byte[] chunks(ByteArrayInputStream reply, int max) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(reply).split(";", 2)[0].strip();
            long length = number(size, 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(part(reply, length, max - body.size()));
            if (!line(reply).isEmpty()) {
                throw new IOException("the reply has a chunk with a wrong size");
            }
        }
    }

    private static byte[] part(ByteArrayInputStream reply, long length, int max) throws IOException {
        if (length > max) {
            throw new TooLargeException(max);
        }
        if (length > reply.available()) {
            throw new EOFException("the reply is incomplete");
        }
        return reply.readNBytes((int) length);
    }

    private static String line(ByteArrayInputStream reply) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = reply.read(); next != '\n'; next = reply.read()) {
            if (next < 0) {
                throw new EOFException("the reply is incomplete");
            }
            if (line.length() >= MAX_LINE) {
                throw new IOException("the reply has a line that is too long");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported as a negative number is.
        }
        throw new IOException("the reply has a length that is not a number");
    }
}
