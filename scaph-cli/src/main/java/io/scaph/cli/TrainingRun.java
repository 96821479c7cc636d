package io.scaph.cli;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.cli.command.Stop;
import io.scaph.cli.log.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Runs {@code scaph prometheus} until it was read a few times, then ends. For {@code scaph-archive}, which lets the JVM list the
 * classes that such a server needs.
 */
final class TrainingRun {
    private static final int READS = 3;
    private static final int MAX_FAILURES = 500;
    private static final long PAUSE_MILLIS = 20;

    private TrainingRun() {}

    /**
     * Runs the server on a free port of the loopback interface.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        Stop stop = new Stop();
        BackgroundThreads.create("scaph-training", () -> {
                    read(loopback, port);
                    stop.request();
                })
                .start();
        new CommandLineRun(OutputStream.nullOutputStream(), Messages.onStandardError(), stop, code -> {})
                .run("prometheus", "--address", loopback.getHostAddress(), "--port", Integer.toString(port));
    }

    private static void read(InetAddress address, int port) {
        int reads = 0;
        for (int failures = 0; reads < READS && failures < MAX_FAILURES; ) {
            try (Socket socket = new Socket(address, port)) {
                socket.getOutputStream()
                        .write(
                                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
                reads++;
            } catch (IOException e) {
                // It does not listen yet.
                failures++;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
