package io.scaph.exporter.prometheus.internal.http;

import io.scaph.api.internal.thread.BackgroundThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and serves each on a daemon thread. Whatever clients do, it holds no more than its limits: where there
 * is no room for a new connection, the one goes that has kept us waiting longest, with a request that does not come or an
 * answer that is not read. So those who only hold on make room for those who ask.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 128;
    private static final int MOST_QUEUED = 1_024;
    private static final int SWEEP_MILLIS = 250;
    private static final long SWEEP_NANOS = SWEEP_MILLIS * 1_000_000L;
    private static final long THREAD_IDLE_SECONDS = 30;
    private static final long AFTER_FAILURE_MILLIS = 50;

    /** An answer is on its way for so long before it counts as one that is not read. */
    private static final long SLOW_NANOS = 1_000_000_000;

    private final ServerSocket server;
    private final Handler handler;
    private final SocketSecurity security;
    private final Limits limits;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Outflow outflow = new Outflow(this::endSlowest);
    private final ThreadPoolExecutor threads;
    private final Thread acceptor;
    private volatile boolean closed;

    private Listener(ServerSocket server, Handler handler, SocketSecurity security, Limits limits) {
        this.server = server;
        this.handler = handler;
        this.security = security;
        this.limits = limits;
        // Those that were told to go may take a moment: some more threads than connections, and room to wait for one.
        threads = new ThreadPoolExecutor(
                limits.connections() * 2,
                limits.connections() * 2,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_QUEUED),
                BackgroundThreads.factory("scaph-http"));
        threads.allowCoreThreadTimeOut(true);
        acceptor = BackgroundThreads.create("scaph-http", this::accept);
    }

    /**
     * Begins to listen.
     *
     * @param address where
     * @param handler answers
     * @param security what lies below HTTP
     * @param limits what clients may take
     * @return the listener
     * @throws IOException if the address can't be used; the message names it
     */
    public static Listener open(InetSocketAddress address, Handler handler, SocketSecurity security, Limits limits)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
            server.setSoTimeout(SWEEP_MILLIS);
        } catch (IOException e) {
            server.close();
            throw new IOException(place(address, address.getPort()) + ": can't listen there: " + e.getMessage(), e);
        }
        Listener listener = new Listener(server, handler, security, limits);
        listener.acceptor.start();
        return listener;
    }

    /**
     * An address as it stands in a URL.
     *
     * @param address whose host is meant
     * @param port the port, which may be another than the one that was asked for
     * @return host and port; an IPv6 address in brackets (RFC 3986, section 3.2.2)
     */
    public static String place(InetSocketAddress address, int port) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.getLocalPort();
    }

    /** For tests: the connections that are open. */
    int connections() {
        return connections.size();
    }

    private void accept() {
        long swept = System.nanoTime();
        while (!closed) {
            try {
                serve(server.accept());
            } catch (SocketTimeoutException e) {
                LOGGER.trace("nobody came", e);
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    // Out of descriptors, say: it passes.
                    LOGGER.debug("accepting a connection failed: {}", e.toString(), e);
                    pause();
                }
            }
            long now = System.nanoTime();
            if (now - swept >= SWEEP_NANOS) {
                swept = now;
                connections.forEach(connection -> connection.enforce(now));
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket) throws IOException {
        if (connections.size() >= limits.connections()) {
            Optional<Connection> leaving = waitingLongest();
            if (leaving.isEmpty()) {
                socket.close();
                return;
            }
            leaving.get().end();
            connections.remove(leaving.get());
        }
        Connection connection = new Connection(socket, security, handler, limits, outflow);
        connections.add(connection);
        try {
            threads.execute(() -> {
                try {
                    connection.run();
                } finally {
                    connections.remove(connection);
                }
            });
        } catch (RejectedExecutionException e) {
            connections.remove(connection);
            connection.end();
        }
    }

    /** The one whose answer has been on its way longest, if it is slow at all. */
    private void endSlowest() {
        long now = System.nanoTime();
        Connection slowest = null;
        for (Connection connection : connections) {
            boolean slow = connection.isAnswering() && now - connection.sinceNanos() > SLOW_NANOS;
            if (slow && (slowest == null || connection.sinceNanos() - slowest.sinceNanos() < 0)) {
                slowest = connection;
            }
        }
        if (slowest != null) {
            slowest.end();
            connections.remove(slowest);
        }
    }

    private Optional<Connection> waitingLongest() {
        long now = System.nanoTime();
        Connection longest = null;
        for (Connection connection : connections) {
            boolean waiting = !connection.isAnswering() || now - connection.sinceNanos() > SLOW_NANOS;
            if (waiting && (longest == null || connection.sinceNanos() - longest.sinceNanos() < 0)) {
                longest = connection;
            }
        }
        return Optional.ofNullable(longest);
    }

    /** Stops listening and ends all connections. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            LOGGER.debug("closing failed", e);
        }
        connections.forEach(Connection::end);
        threads.shutdown();
    }
}
