package io.scaph.containers;

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

/**
 * A GET over a Unix socket, as HTTP/1.1 (RFC 9112) wants it: a reply with a length, in chunks, or until the end. One
 * connection, one reply, a time limit for all of it and a bound on its size.
 */
final class UnixHttp {
    private static final int MAX_LINE = 8_192;
    private static final int MAX_HEADERS = 100;
    private static final int CAPACITY = 16_384;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The reply is larger than was allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int bound) {
            super("the reply is larger than " + bound + " bytes");
        }
    }

    /** The reply is an error. */
    static final class StatusException extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        StatusException(int status) {
            super("the reply is an error: HTTP status " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;
    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).flip();

    private UnixHttp(SocketChannel channel, Selector selector, long timeoutNanos) {
        this.channel = channel;
        this.selector = selector;
        deadline = System.nanoTime() + timeoutNanos;
    }

    /**
     * Gets something.
     *
     * @param socket the socket
     * @param target what; a path that was checked
     * @param bound the largest reply that is taken, in bytes
     * @param timeoutNanos the time that it may take
     * @return the body of a reply with status 200
     * @throws IOException if there is no such reply
     */
    static byte[] get(Path socket, String target, int bound, long timeoutNanos) throws IOException {
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
            return http.receive(bound);
        }
    }

    private void await(int operation) throws IOException {
        channel.register(selector, operation);
        long millis = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw late();
        }
        selector.selectedKeys().clear();
    }

    private static IOException late() {
        return new IOException(
                Thread.currentThread().isInterrupted() ? "interrupted" : "there was no whole answer in time");
    }

    private void send(String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private byte[] receive(int bound) throws IOException {
        String status = line();
        // HTTP/1.1 200 OK
        if (!status.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")) {
            throw new IOException("the reply is no HTTP");
        }
        long length = -1;
        boolean chunked = false;
        int headers = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
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
        int code = Integer.parseInt(status.substring(9, 12));
        if (code != 200) {
            throw new StatusException(code);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (chunked) {
            chunks(body, bound);
        } else if (length >= 0) {
            take(body, length, bound);
        } else {
            rest(body, bound);
        }
        return body.toByteArray();
    }

    private void chunks(ByteArrayOutputStream body, int bound) throws IOException {
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            long length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                return;
            }
            take(body, length, bound);
            if (!line().isEmpty()) {
                throw new IOException("the reply has a chunk of another size than it says");
            }
        }
    }

    private void take(ByteArrayOutputStream body, long length, int bound) throws IOException {
        if (length > bound - body.size()) {
            throw new TooLargeException(bound);
        }
        long left = length;
        while (left > 0) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException("the reply breaks off");
            }
            int part = (int) Math.min(left, buffer.remaining());
            body.write(buffer.array(), buffer.position(), part);
            buffer.position(buffer.position() + part);
            left -= part;
        }
    }

    private void rest(ByteArrayOutputStream body, int bound) throws IOException {
        while (buffer.hasRemaining() || fill()) {
            take(body, buffer.remaining(), bound);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException("the reply breaks off");
            }
            char character = (char) (buffer.get() & 0xFF);
            if (character == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (line.length() >= MAX_LINE) {
                throw new IOException("the reply has too long a line");
            }
            line.append(character);
        }
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As one that is negative.
        }
        throw new IOException("the reply has a length that is no number");
    }

    private boolean fill() throws IOException {
        while (true) {
            buffer.clear();
            int count = channel.read(buffer);
            buffer.flip();
            if (System.nanoTime() - deadline > 0) {
                throw late();
            }
            if (count != 0) {
                return count > 0;
            }
            await(SelectionKey.OP_READ);
        }
    }
}
