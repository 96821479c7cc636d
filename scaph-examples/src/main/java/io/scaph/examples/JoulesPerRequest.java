package io.scaph.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.scaph.api.Monitor;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.Scope;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that tells each client what its request cost, in the header {@code Energy-Joules}: what the thread used that
 * worked for it. Asks itself some requests and ends; with the argument {@code serve} it serves until Ctrl-C.
 */
public final class JoulesPerRequest implements AutoCloseable {
    static final String HEADER = "Energy-Joules";
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, JoulesPerRequest::daemon);

    /**
     * Serves {@code /power?exponent=N} on loopback.
     *
     * @param monitor what to measure with
     * @param port where; 0 for any
     * @throws IOException if the port is taken
     */
    JoulesPerRequest(Monitor monitor, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/power", measured(monitor, JoulesPerRequest::power));
        server.setExecutor(threads);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "request");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What a request makes, before it is sent. */
    @FunctionalInterface
    private interface Work {
        String answer(String query);
    }

    /** A scope around the work: this is all that measuring takes. */
    private static HttpHandler measured(Monitor monitor, Work work) {
        return exchange -> {
            String answer;
            Scope scope = monitor.scope("power");
            try (scope) {
                answer = work.answer(String.valueOf(exchange.getRequestURI().getQuery()));
            } catch (IllegalArgumentException e) {
                send(exchange, 400, String.valueOf(e.getMessage()));
                return;
            }
            Optional<EnergyRange> thread = scope.energy().thread();
            if (thread.isPresent()) {
                exchange.getResponseHeaders()
                        .set(
                                HEADER,
                                String.format(Locale.ROOT, "%.6f", thread.get().joules()));
            }
            send(exchange, 200, answer);
        };
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String power(String query) {
        if (!query.matches("exponent=[0-9]{1,6}")) {
            throw new IllegalArgumentException("ask for /power?exponent=N, N up to 999999");
        }
        int exponent = Integer.parseInt(query.substring("exponent=".length()));
        return BigInteger.valueOf(3).pow(exponent).bitLength() + " bits";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * Starts the server.
     *
     * @param arguments {@code serve} to serve until Ctrl-C
     * @throws SensorUnavailableException if no sensor works here, which says what to do
     * @throws IOException if a request fails
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws SensorUnavailableException, IOException, InterruptedException {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Monitor monitor = Monitor.open();
                JoulesPerRequest server = new JoulesPerRequest(monitor, 0)) {
            output.println("serving http://127.0.0.1:" + server.port() + "/power?exponent=100000");
            if (arguments.length > 0 && arguments[0].equals("serve")) {
                Thread.currentThread().join();
            }
            for (int exponent : new int[] {1_000, 100_000, 500_000, 999_999, 999_999, 999_999}) {
                output.println("3^" + exponent + ": " + server.ask(exponent));
            }
        }
    }

    /** Asks the server itself; answers with the joules that it tells; the first moments are of too little time to know. */
    String ask(int exponent) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/power?exponent=" + exponent))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.headers()
                .firstValue(HEADER)
                .map(joules -> joules + " J")
                .orElse("unknown");
    }
}
