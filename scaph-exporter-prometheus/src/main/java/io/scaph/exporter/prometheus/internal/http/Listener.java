package io.scaph.exporter.prometheus.internal.http;

import io.scaph.api.internal.thread.BackgroundThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and serves each on a daemon thread, within limits that no client can exceed. If there is no room for a
 * new connection, the one that has kept the server waiting longest is closed: its request does not arrive, or its response is
 * not read. So clients that only hold connections open make room for the others.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 128;
    private static final int MOST_QUEUED = 1_024;
    /** Deadlines are checked this often, or several times in the shortest limit. */
    private static final long LONGEST_SWEEP_MILLIS = 1_000;

    private static final int SWEEPS_PER_LIMIT = 4;
    private static final long THREAD_IDLE_SECONDS = 30;
    private static final long AFTER_FAILURE_NANOS = 50_000_000;

    /** Responses up to this size need no reservation. */
    private static final int LARGE_BYTES = 65_536;
    /** The large responses that clients are still reading take at most this much memory. */
    private static final int MOST_LARGE_BYTES = 24 << 20;

    private static final int RESERVE_TRIES = 20;
    private static final long RESERVE_MILLIS = 100;

    private final ServerSocket server;
    final Function<Request, Response> handler;
    final SocketSecurity security;
    final Limits limits;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore largeBytes = new Semaphore(MOST_LARGE_BYTES);
    private final ThreadPoolExecutor threads;
    private volatile boolean closed;

    private Listener(ServerSocket server, Function<Request, Response> handler, SocketSecurity security, Limits limits) {
        this.server = server;
        this.handler = handler;
        this.security = security;
        this.limits = limits;
        // The threads of closed connections may need a moment to end: some more threads than connections, and a queue.
        threads = new ThreadPoolExecutor(
                limits.connections() * 2,
                limits.connections() * 2,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_QUEUED),
                BackgroundThreads.factory("scaph-http"));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Starts to listen.
     *
     * @param address where
     * @param handler handles requests; called by several threads
     * @param security the layer below HTTP
     * @param limits the limits for clients
     * @return the listener
     * @throws IOException if the address can't be used; the message names it
     */
    public static Listener open(
            InetSocketAddress address, Function<Request, Response> handler, SocketSecurity security, Limits limits)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
            server.setSoTimeout(sweepMillis(limits));
        } catch (IOException e) {
            server.close();
            throw new IOException(place(address, address.getPort()) + ": can't listen there: " + e.getMessage(), e);
        }
        Listener listener = new Listener(server, handler, security, limits);
        BackgroundThreads.start("scaph-http", listener::accept);
        return listener;
    }

    /**
     * Returns an address as it is written in a URL.
     *
     * @param address the host
     * @param port the port, which may differ from that of the address
     * @return host and port; an IPv6 address in brackets (RFC 3986, section 3.2.2)
     */
    public static String place(InetSocketAddress address, int port) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Returns the port on which it listens.
     *
     * @return the TCP port
     */
    public int port() {
        return server.getLocalPort();
    }

    /** For tests: the connections that are open. */
    int connections() {
        return connections.size();
    }

    private static int sweepMillis(Limits limits) {
        long shortest = Stream.of(limits.request(), limits.response(), limits.idle())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        return (int) Math.max(1, Math.min(LONGEST_SWEEP_MILLIS, shortest / SWEEPS_PER_LIMIT));
    }

    private void accept() {
        long sweepNanos = TimeUnit.MILLISECONDS.toNanos(sweepMillis(limits));
        long swept = System.nanoTime();
        while (!closed) {
            try {
                serve(server.accept());
            } catch (SocketTimeoutException e) {
                LOGGER.trace("no connection", e);
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    // For example out of descriptors, which is temporary.
                    LOGGER.debug("accepting a connection failed: {}", e.toString(), e);
                    LockSupport.parkNanos(AFTER_FAILURE_NANOS);
                }
            }
            long now = System.nanoTime();
            if (now - swept >= sweepNanos) {
                swept = now;
                connections.forEach(connection -> connection.closeIfLate(now));
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        long now = System.nanoTime();
        if (connections.size() >= limits.connections() && !closeLongest(it -> it.waitedNanos(now))) {
            socket.close();
            return;
        }
        Connection connection = new Connection(socket, this);
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
            connection.close();
        }
    }

    /** Closes the connection with the longest time above 0. Returns false if no connection has one. */
    private boolean closeLongest(ToLongFunction<Connection> nanos) {
        Optional<Connection> longest = connections.stream()
                .filter(connection -> nanos.applyAsLong(connection) > 0)
                .max(Comparator.comparingLong(nanos));
        longest.ifPresent(connection -> {
            connection.close();
            connections.remove(connection);
        });
        return longest.isPresent();
    }

    /**
     * Waits up to 2 s until a response can be held in memory, and closes connections that read slowly. One response is always
     * possible, however large.
     */
    boolean reserve(int bytes) {
        if (bytes <= LARGE_BYTES) {
            return true;
        }
        try {
            for (int i = 0; i < RESERVE_TRIES; i++) {
                if (largeBytes.tryAcquire(Math.min(bytes, MOST_LARGE_BYTES), RESERVE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
                long now = System.nanoTime();
                closeLongest(it -> it.slowNanos(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    void release(int bytes) {
        if (bytes > LARGE_BYTES) {
            largeBytes.release(Math.min(bytes, MOST_LARGE_BYTES));
        }
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            LOGGER.debug("closing failed", e);
        }
        connections.forEach(Connection::close);
        threads.shutdown();
    }
}
