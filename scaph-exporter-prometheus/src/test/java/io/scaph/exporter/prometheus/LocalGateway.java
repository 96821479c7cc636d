package io.scaph.exporter.prometheus;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Takes what is pushed to it, one request a connection. */
final class LocalGateway implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile String lastPush = "";

    LocalGateway() throws IOException {
        Thread thread = new Thread(this::serve, "gateway");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The body of the last request. */
    String lastPush() {
        return lastPush;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                byte[] zipped = in.readNBytes(length(in));
                lastPush = new String(
                        new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes(), StandardCharsets.UTF_8);
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // A client that gave up does not matter; the end is seen above.
                lastPush = server.isClosed() ? lastPush : "";
            }
        }
    }

    /** Reads the head of a request. */
    private static int length(InputStream in) throws IOException {
        int length = 0;
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                if (line.isEmpty()) {
                    return length;
                }
                String header = line.toString().toLowerCase(Locale.ROOT);
                length = header.startsWith(LENGTH)
                        ? Integer.parseInt(header.substring(LENGTH.length()).strip())
                        : length;
                line.setLength(0);
            } else if (b != '\r') {
                line.append((char) b);
            }
        }
        throw new IOException("the request has no end");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
