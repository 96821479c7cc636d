package io.scaph.exporter.prometheus.internal.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: requests are handled one after the other until it ends. The listener enforces its deadline. */
final class Connection implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connection.class);
    private static final Response FAILED = Response.text(500, "failed; see the log of scaph");
    private static final Response NO_ROOM = Response.text(503, "too many large responses are being sent");

    /** A client that takes longer than this to read a response is slow. */
    private static final long SLOW_NANOS = 1_000_000_000;

    private static final int MOST_IGNORED_BYTES = 262_144;
    private static final int IGNORE_MILLIS = 500;

    private final Socket socket;
    private final Listener listener;
    private volatile Phase phase;

    /** What the connection is waiting for: its client, unless it is responding. */
    private record Phase(boolean responding, long sinceNanos, long deadlineNanos) {
        static Phase begin(boolean responding, Duration most) {
            long now = System.nanoTime();
            return new Phase(responding, now, now + most.toNanos());
        }
    }

    Connection(Socket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
        phase = Phase.begin(false, listener.limits.request());
    }

    /** How long the client has kept the server waiting: with a request, or by reading slowly; 0 if it does not. */
    long waitedNanos(long now) {
        Phase current = phase;
        long nanos = now - current.sinceNanos;
        return current.responding && nanos <= SLOW_NANOS ? 0 : nanos;
    }

    /** How long the client has been reading a response slowly; 0 if it does not. */
    long slowNanos(long now) {
        return phase.responding ? waitedNanos(now) : 0;
    }

    /** Closes the connection if its deadline has passed. */
    void closeIfLate(long now) {
        if (now - phase.deadlineNanos > 0) {
            close();
        }
    }

    /** Closes the connection, which ends its thread. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.trace("closing a connection", e);
        }
    }

    @Override
    public void run() {
        try (Socket plain = socket) {
            plain.setTcpNoDelay(true);
            Socket secured = listener.security.secure(plain);
            serve(secured.getInputStream(), new BufferedOutputStream(secured.getOutputStream()));
            if (secured != plain) {
                secured.close();
            }
        } catch (IOException e) {
            // The client went away or did not speak TLS, or the listener closed the connection.
            LOGGER.trace("a connection ended", e);
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        RequestReader requests = new RequestReader(in);
        boolean open = true;
        while (open && requests.awaitFirst()) {
            phase = Phase.begin(false, listener.limits.request());
            try {
                Request request = requests.next();
                phase = Phase.begin(true, listener.limits.response());
                send(out, response(request), request.method().equals("HEAD"), request.keepAlive());
                open = request.keepAlive();
            } catch (RequestReader.BadRequestException e) {
                phase = Phase.begin(true, Duration.ofMillis(2L * IGNORE_MILLIS));
                send(out, e.response, false, false);
                ignoreRest(in);
                open = false;
            }
            phase = Phase.begin(false, listener.limits.idle());
        }
    }

    private Response response(Request request) {
        try {
            return listener.handler.apply(request);
        } catch (RuntimeException e) {
            LOGGER.warn("{} {} failed: {}", request.method(), request.path(), e.toString(), e);
            return FAILED;
        }
    }

    private void send(OutputStream out, Response response, boolean headOnly, boolean keepAlive) throws IOException {
        int length = headOnly ? 0 : response.body().length;
        if (!listener.reserve(length)) {
            send(out, NO_ROOM, headOnly, keepAlive);
            return;
        }
        try {
            out.write(response.head(keepAlive));
            out.write(response.body(), 0, length);
            out.flush();
        } finally {
            listener.release(length);
        }
    }

    /** What is left unread would make the kernel reset the connection, and the response would be lost. */
    private void ignoreRest(InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(IGNORE_MILLIS);
        in.skipNBytes(MOST_IGNORED_BYTES);
    }
}
