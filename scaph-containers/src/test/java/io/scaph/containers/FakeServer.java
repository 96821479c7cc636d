package io.scaph.containers;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Replaces Docker or Kubernetes, and misbehaves as a test requires. One request per connection. */
public final class FakeServer implements AutoCloseable {
    /** Sends a reply. */
    public interface Reply {
        /** Sends it. */
        void send(OutputStream out) throws IOException, InterruptedException;
    }

    private interface Connections {
        void serveNext() throws IOException;
    }

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Closeable listener;
    private final Thread thread;

    private FakeServer(Closeable listener, Connections connections) {
        this.listener = listener;
        thread = new Thread(() -> run(connections), "stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    /** One that listens on a Unix socket. */
    public static FakeServer unix(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        FakeServer[] self = new FakeServer[1];
        FakeServer made = new FakeServer(server, () -> {
            try (SocketChannel channel = server.accept()) {
                self[0].serve(Channels.newInputStream(channel), Channels.newOutputStream(channel));
            }
        });
        self[0] = made;
        return made;
    }

    /** One that listens on a socket of this machine. */
    static FakeServer tcp(ServerSocket server) {
        FakeServer[] self = new FakeServer[1];
        FakeServer made = new FakeServer(server, () -> {
            try (Socket socket = server.accept()) {
                self[0].serve(socket.getInputStream(), socket.getOutputStream());
            }
        });
        self[0] = made;
        return made;
    }

    private void run(Connections connections) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                connections.serveNext();
            } catch (IOException e) {
                if (e instanceof ClosedChannelException || isClosed()) {
                    return;
                }
            }
        }
    }

    private boolean isClosed() {
        return listener instanceof ServerSocket socket && socket.isClosed();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            request.append((char) next);
        }
        requests.add(request.toString());
        try {
            replies.getOrDefault(request.toString().split(" ", 3)[1], status(404))
                    .send(out);
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it was asked, each request with its headers. */
    public List<String> requests() {
        return requests;
    }

    /** Replies with a JSON text. */
    public FakeServer on(String target, String json) {
        return on(target, body(json));
    }

    /** Sends this reply. */
    public FakeServer on(String target, Reply reply) {
        replies.put(target, reply);
        return this;
    }

    /** A reply with a length. */
    static Reply body(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        };
    }

    /** A reply in chunks of a size. */
    static Reply chunks(String json, int size) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < bytes.length; i += size) {
            int part = Math.min(size, bytes.length - i);
            text.writeBytes((Integer.toHexString(part) + ";x=y\r\n").getBytes(StandardCharsets.US_ASCII));
            text.write(bytes, i, part);
            text.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        text.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out -> out.write(text.toByteArray());
    }

    /** An unchanged text. */
    static Reply raw(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A text, and then silence. */
    static Reply hanging(String text) {
        return out -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            Thread.sleep(Long.MAX_VALUE);
        };
    }

    /** An endless text, with a byte from time to time. */
    static Reply dripping(String text) {
        return out -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(5);
            }
        };
    }

    static Reply status(int status) {
        return raw("HTTP/1.1 " + status + " Whatever\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
