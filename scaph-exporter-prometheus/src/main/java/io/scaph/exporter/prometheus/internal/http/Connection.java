package io.scaph.exporter.prometheus.internal.http;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: requests are answered one after the other until it ends. Its deadline is another thread's to enforce. */
final class Connection implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connection.class);

    /** Up to this size head and body go out in one piece. */
    private static final int ONE_PIECE = 65_536;

    private static final int MOST_LEFT_OVER = 262_144;
    private static final int LAST_WORDS_MILLIS = 500;

    private final Socket socket;
    private final SocketSecurity security;
    private final Handler handler;
    private final Limits limits;
    private final Outflow outflow;
    private volatile long sinceNanos;
    private volatile long deadlineNanos;
    private volatile boolean answering;

    Connection(Socket socket, SocketSecurity security, Handler handler, Limits limits, Outflow outflow) {
        this.socket = socket;
        this.security = security;
        this.handler = handler;
        this.limits = limits;
        this.outflow = outflow;
        state(false, limits.request());
    }

    private void state(boolean isAnswering, Duration most) {
        long now = System.nanoTime();
        answering = isAnswering;
        sinceNanos = now;
        deadlineNanos = now + most.toNanos();
    }

    /** Whether it keeps us waiting, rather than we it. */
    boolean isAnswering() {
        return answering;
    }

    /** Since when it has been as it is. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Ends it if it takes too long. */
    void enforce(long now) {
        if (now - deadlineNanos > 0) {
            end();
        }
    }

    /** Ends it; its thread notices. */
    void end() {
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
            Socket secured = security.secure(plain);
            serve(secured.getInputStream(), secured.getOutputStream());
            if (secured != plain) {
                secured.close();
            }
        } catch (IOException e) {
            // The client went away, did not speak TLS, or was told to go: its own business.
            LOGGER.trace("a connection ended", e);
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        RequestReader requests = new RequestReader(in);
        boolean open = true;
        while (open && requests.awaitFirst()) {
            state(false, limits.request());
            open = serveOne(requests, in, out);
            state(false, limits.idle());
        }
    }

    private boolean serveOne(RequestReader requests, InputStream in, OutputStream out) throws IOException {
        try {
            Optional<Request> request = requests.next();
            if (request.isEmpty()) {
                return false;
            }
            state(true, limits.answer());
            Response response = answer(request.get());
            try {
                if (request.get().method().equals("HEAD")) {
                    out.write(response.head(request.get().keepAlive()));
                    out.flush();
                } else {
                    write(out, response, request.get().keepAlive());
                }
            } finally {
                response.sent();
            }
            return request.get().keepAlive();
        } catch (BadRequestException e) {
            state(true, Duration.ofMillis(LAST_WORDS_MILLIS * 2L));
            write(out, Response.text(e.status(), String.valueOf(e.getMessage())), false);
            drain(in);
            return false;
        }
    }

    private Response answer(Request request) {
        try {
            return new PluginGuard(LOGGER, "answering " + request.path()).require(() -> handler.answer(request));
        } catch (PluginException e) {
            LOGGER.warn("{}", e.getMessage(), e.thrown());
            return Response.text(500, "failed; the log tells more");
        }
    }

    private void write(OutputStream out, Response response, boolean keepAlive) throws IOException {
        byte[] head = response.head(keepAlive);
        byte[] body = response.body();
        int length = response.length();
        if (length <= ONE_PIECE) {
            byte[] whole = new byte[head.length + length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(body, 0, whole, head.length, length);
            out.write(whole);
            out.flush();
            return;
        }
        if (!enter(length)) {
            write(out, Response.text(503, "too many answers are on their way"), keepAlive);
            return;
        }
        try {
            out.write(head);
            out.write(body, 0, length);
            out.flush();
        } finally {
            outflow.leave(length);
        }
    }

    private boolean enter(int size) {
        try {
            return outflow.enter(size);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is left unread would make the kernel reset the connection, and the answer with it. */
    private void drain(InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LAST_WORDS_MILLIS);
        byte[] rest = new byte[4_096];
        int left = MOST_LEFT_OVER;
        int read = in.read(rest);
        while (read > 0 && left > 0) {
            left -= read;
            read = in.read(rest);
        }
    }
}
