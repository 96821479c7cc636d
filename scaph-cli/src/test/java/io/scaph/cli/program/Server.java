package io.scaph.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server from a package of the distribution, or scaph itself, on a free port of loopback. */
public final class Server implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Process process;
    private final int port;
    private final Path log;

    private Server(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** A free port. Another process may take it before it is used, which is rare. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether a program is there; .ci/run installs it, and counts what is skipped as a failure. */
    public static void requireProgram(String name) {
        boolean found = Files.isExecutable(Path.of("/usr/bin", name));
        assumeTrue(found, () -> name + " is not installed");
    }

    /** Starts a server and waits until it replies. */
    public static Server start(Path directory, int port, String ready, List<String> command) throws Exception {
        Path log = Files.createTempFile(directory, "server", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Server server = new Server(builder.start(), port, log);
        long begin = System.nanoTime();
        while (!server.isUp(ready)) {
            if (!server.process.isAlive() || System.nanoTime() - begin > LONGEST_NANOS) {
                server.close();
                throw new AssertionError(command + " does not come up:\n" + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return server;
    }

    /** Starts scaph on a simulated tree. */
    public static Server scaph(Path directory, Path sysfs, String... options) throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Scaph.script().toString(),
                "-s",
                "powercap",
                "--path-sysfs",
                sysfs.toString(),
                "prometheus",
                "-p",
                Integer.toString(port)));
        command.addAll(List.of(options));
        return start(directory, port, "/-/ready", command);
    }

    private boolean isUp(String path) {
        try {
            return open(path).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(10_000);
        return connection;
    }

    public int port() {
        return port;
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** The status of a reply. */
    public int status(String path) throws IOException {
        return open(path).getResponseCode();
    }

    public String get(String path) throws IOException {
        try (InputStream in = open(path).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The series of a scrape by name and labels. */
    public Map<String, Double> points(String path) throws IOException {
        Map<String, Double> points = new HashMap<>();
        get(path)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .forEach(line -> points.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
        return points;
    }

    /** The reply of Prometheus to a query. */
    public JsonNode query(String expression) throws IOException {
        JsonNode reply =
                JSON.readTree(get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)));
        assertThat(reply.at("/status").asText()).as(expression).isEqualTo("success");
        return reply.at("/data/result");
    }

    /** The only number in the reply of Prometheus. If a scrape failed, as on a busy machine, the next one has it again. */
    public double number(String expression) throws IOException, InterruptedException {
        JsonNode result = query(expression);
        for (int i = 0; i < 50 && result.isEmpty(); i++) {
            Thread.sleep(100);
            result = query(expression);
        }
        assertThat(result).as(expression).hasSize(1);
        return result.at("/0/value/1").asDouble();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
