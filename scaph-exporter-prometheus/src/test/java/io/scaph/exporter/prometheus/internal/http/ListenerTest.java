package io.scaph.exporter.prometheus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients can do to it; in real time, over loopback. */
@Timeout(30)
class ListenerTest {
    private static final Limits SHORT =
            new Limits(8, Duration.ofMillis(700), Duration.ofMillis(1_500), Duration.ofMillis(900));
    private static final byte[] LARGE = new byte[20_000_000];

    private Listener listener;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        Function<Request, Response> handler = request -> switch (request.path()) {
            case "/large" -> Response.of(Response.PLAIN, LARGE);
            case "/fails" -> throw new IllegalStateException("as it should");
            default -> Response.text(200, request.method() + " " + request.path() + " " + request.header("X-Test"));
        };
        listener = Listener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler, SocketSecurity.NONE, SHORT);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String exchange(String request) throws IOException {
        Socket socket = connect();
        send(socket, request);
        return readAll(socket);
    }

    private void assertThatItResponds() throws IOException {
        assertThat(exchange("GET /x HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void aRequestGetsAResponse() throws IOException {
        assertThat(exchange("GET /x?y=1 HTTP/1.1\r\nHost: h\r\nx-TEST: a\r\nX-Test: b\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 12\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith("\r\n\r\nGET /x a, b\n");
        assertThat(exchange("GET http://host:1/x HTTP/1.0\n\n")).endsWith("GET /x \n");
    }

    @Test
    void aHeadRequestGetsTheHeadAlone() throws IOException {
        assertThat(exchange("HEAD /x HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains("Content-Length: 9\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void severalRequestsGoOverOneConnectionAlsoWhenTheyArriveInPiecesOrAtOnce() throws Exception {
        Socket socket = connect();
        for (char c : "GET /1 HTTP/1.1\r\n\r".toCharArray()) {
            send(socket, String.valueOf(c));
        }
        Thread.sleep(20);
        send(socket, "\nGET /2 HTTP/1.1\r\n\r\n\r\nGET /3 HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(readAll(socket)).containsSubsequence("GET /1", "GET /2", "GET /3");
    }

    @Test
    void whatIsNotARequestIsRefusedAndTheConnectionEnds() throws IOException {
        assertThat(exchange("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET / HTTP/1.1\r\n folded\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(exchange("PRI * HTTP/2.0\r\n\r\n")).startsWith("HTTP/1.1 505 ");
        assertThat(exchange("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aBodyIsNotTakenForTheNextRequest() throws IOException {
        assertThat(exchange("POST /1 HTTP/1.1\r\nContent-Length: 20\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"))
                .contains("POST /1")
                .doesNotContain("GET /2");
    }

    @Test
    void aHandlerThatFailsIsAnErrorWithoutItsWords() throws IOException {
        assertThat(exchange("GET /fails HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("as it should");
    }

    @Test
    void requestsThatAreHalfSentEnd() throws Exception {
        Socket half = connect();
        send(half, "GET /x HTT");
        Socket nothing = connect();

        assertThat(half.getInputStream().read()).isEqualTo(-1);
        assertThat(nothing.getInputStream().read()).isEqualTo(-1);
        assertThatItResponds();
    }

    @Test
    void aClientThatSendsAByteNowAndThenEndsToo() throws Exception {
        Socket slow = connect();
        long begin = System.nanoTime();
        boolean ended = false;
        while (!ended && System.nanoTime() - begin < 5_000_000_000L) {
            try {
                send(slow, "G");
                Thread.sleep(50);
            } catch (SocketException e) {
                ended = true;
            }
        }
        assertThat(ended).isTrue();
    }

    @Test
    void hundredsOfIdleConnectionsDoNotKeepOtherClientsOut() throws Exception {
        for (int i = 0; i < 300; i++) {
            send(connect(), "GET /x HTTP/1.1\r\nX-Half: ");
            if (i % 30 == 0) {
                assertThatItResponds();
            }
        }
        assertThatItResponds();
        assertThat(listener.connections()).isLessThanOrEqualTo(SHORT.connections());
    }

    @Test
    void clientsThatDoNotReadDoNotKeepOtherClientsOutAndEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(connect(), "GET /large HTTP/1.1\r\n\r\n");
        }
        long begin = System.nanoTime();
        boolean answered = false;
        while (!answered) {
            try {
                assertThatItResponds();
                answered = true;
            } catch (IOException | AssertionError e) {
                // All are still within the second that a response may take.
                assertThat(System.nanoTime() - begin).isLessThan(3_000_000_000L);
                Thread.sleep(100);
            }
        }
        Thread.sleep(2_500);
        assertThat(listener.connections()).isZero();
    }

    @Test
    void theMemoryOfUnreadResponsesIsBounded() throws Exception {
        // Two of these are more than there is room for.
        send(connect(), "GET /large HTTP/1.1\r\n\r\n");
        Thread.sleep(100);

        long begin = System.nanoTime();
        String answer = exchange("GET /large HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(System.nanoTime() - begin).isGreaterThan(500_000_000L);
    }

    @Test
    void anAddressInUseIsNamed() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        IOException.class,
                        () -> Listener.open(taken, request -> Response.text(200, ""), SocketSecurity.NONE, SHORT)))
                .hasMessageContaining(":" + listener.port() + ": can't listen there: Address already in use");
    }

    @Test
    void anAddressOfIpv6StandsInBracketsAsInAUrl() throws Exception {
        byte[] bytes = new byte[16];
        bytes[0] = 0x20;
        bytes[15] = 1;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(bytes), 0);

        assertThat(Listener.place(address, 9_400)).isEqualTo("[2000:0:0:0:0:0:0:1]:9400");
        assertThat(Listener.place(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 9_400))
                .isEqualTo("127.0.0.1:9400");
    }

    /** With two small writes and without TCP_NODELAY each of these would take 40 ms. */
    @Test
    void aKeptConnectionHasNoDelay() throws Exception {
        Socket socket = connect();
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[4_096];
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long begin = System.nanoTime();
            send(socket, "GET /x HTTP/1.1\r\n\r\n");
            assertThat(in.read(answer)).isPositive();
            best = Math.min(best, System.nanoTime() - begin);
        }
        assertThat(best).isLessThan(20_000_000L);
    }
}
