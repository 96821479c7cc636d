package io.scaph.benchmarks;

import com.sun.management.ThreadMXBean;
import io.scaph.api.Monitor;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.exporter.prometheus.PrometheusEndpoint;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/**
 * How long a scrape takes, over a connection that is kept open as Prometheus does it; and what it allocates, where the
 * server runs here. Scrapes are so far apart that each has its metrics made anew.
 */
public final class ScrapeTimes {
    private static final int WARM_UP = 150;
    private static final int SCRAPES = 400;
    private static final long APART_MILLIS = 105;
    private static final PrintStream OUT = System.out;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ScrapeTimes() {}

    /** What one kind of scrape took. */
    private static final class Times {
        private final String name;
        private final Connection connection;
        private final String headers;
        private final long[] nanos = new long[SCRAPES];
        private int scrapes = -WARM_UP;
        private long bytes;
        private long allocatedBefore;
        private long cpuBefore;

        Times(String name, Connection connection, String headers) {
            this.name = name;
            this.connection = connection;
            this.headers = headers;
        }

        void scrape() throws IOException {
            if (scrapes == 0) {
                allocatedBefore = sum(THREADS::getThreadAllocatedBytes);
                cpuBefore = sum(THREADS::getThreadCpuTime);
            }
            long begin = System.nanoTime();
            bytes = connection.get(headers);
            long took = System.nanoTime() - begin;
            if (scrapes >= 0) {
                nanos[scrapes] = took;
            }
            scrapes++;
        }

        void print(boolean alone) {
            long allocated = (sum(THREADS::getThreadAllocatedBytes) - allocatedBefore) / SCRAPES;
            double cpuMillis = (sum(THREADS::getThreadCpuTime) - cpuBefore) / 1e6 / SCRAPES;
            Arrays.sort(nanos);
            OUT.printf(
                    Locale.ROOT,
                    "%-28s p50 %8.3f ms  p99 %8.3f ms  %9d bytes%s%n",
                    name,
                    nanos[SCRAPES / 2] / 1e6,
                    nanos[SCRAPES * 99 / 100] / 1e6,
                    bytes,
                    alone
                            ? String.format(Locale.ROOT, "  CPU %.3f ms, allocated %d B a scrape", cpuMillis, allocated)
                            : "");
        }
    }

    /** A connection to a server on this machine that is kept open. */
    private record Connection(Socket socket, DataInputStream in, String path) {
        static Connection open(int port, String path) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return new Connection(
                    socket, new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536)), path);
        }

        /** Answers with the bytes of the body. */
        long get(String headers) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            long length = -1;
            boolean chunked = false;
            String line = line();
            while (!line.isEmpty()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(lower.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
                line = line();
            }
            if (!chunked) {
                in.skipNBytes(length);
                return length;
            }
            long sum = 0;
            long size = Long.parseLong(line(), 16);
            while (size > 0) {
                in.skipNBytes(size + 2);
                sum += size;
                size = Long.parseLong(line(), 16);
            }
            line();
            return sum;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = in.readUnsignedByte();
            while (c != '\n') {
                if (c != '\r') {
                    line.append((char) c);
                }
                c = in.readUnsignedByte();
            }
            return line.toString();
        }
    }

    /** What the threads that answer have allocated, or used. */
    private static long sum(LongUnaryOperator ofThread) {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("scaph-http-")) {
                sum += ofThread.applyAsLong(id);
            }
        }
        return sum;
    }

    /**
     * Measures.
     *
     * @param arguments servers that run already, as {@code 9100/metrics}, to be scraped in turns; none for a server here
     *     with a thousand processes
     * @throws Exception whatever goes wrong
     */
    public static void main(String[] arguments) throws Exception {
        OUT.println("Java " + System.getProperty("java.version") + " "
                + ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (arguments.length > 0) {
            List<Times> all = new ArrayList<>();
            for (String argument : arguments) {
                int slash = argument.indexOf('/');
                Connection connection =
                        Connection.open(Integer.parseInt(argument.substring(0, slash)), argument.substring(slash));
                // As Prometheus asks.
                all.add(new Times(argument, connection, "Accept-Encoding: gzip\r\n"));
            }
            scrape(all);
            all.forEach(times -> times.print(false));
            return;
        }
        thousand(false);
        thousand(true);
    }

    private static void thousand(boolean containers) throws Exception {
        OUT.println(containers ? "1,000 processes in pods:" : "1,000 processes:");
        try (Monitor monitor = Monitor.builder()
                        .sensor("simulation", "100 W", new HundredWatts())
                        .workloads(new ThousandProcesses(containers))
                        .open();
                PrometheusEndpoint endpoint =
                        PrometheusEndpoint.builder().port(0).open(monitor)) {
            for (String headers : List.of("Accept-Encoding: gzip\r\n", "")) {
                Times times = new Times(
                        headers.isEmpty() ? "  plain" : "  gzip",
                        Connection.open(endpoint.port(), "/metrics"),
                        headers);
                scrape(List.of(times));
                times.print(true);
            }
        }
    }

    private static void scrape(List<Times> all) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP + SCRAPES; i++) {
            for (Times times : all) {
                Thread.sleep(APART_MILLIS / all.size() + 1);
                times.scrape();
            }
        }
    }

    /** A package of 100 W. */
    private static final class HundredWatts implements Sensor {
        private final Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

        @Override
        public Topology topology() {
            return Topology.of(List.of(domain), List.of(domain));
        }

        @Override
        public void read(RawCounters counters) {
            counters.put(0, System.nanoTime() / 10);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
