package io.scaph.benchmarks;

import com.sun.management.ThreadMXBean;
import io.scaph.api.Monitor;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.exporter.prometheus.PrometheusEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/**
 * How long a scrape takes, over a connection that is kept open as Prometheus does it; and what it allocates, where the
 * server runs here. Scrapes are so far apart that the text of each is made again.
 */
public final class ScrapeTimes {
    private static final int WARM_UP = 150;
    private static final int SCRAPES = 400;
    private static final long APART_MILLIS = 105;
    private static final PrintStream OUT = System.out;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ScrapeTimes() {}

    /** What one kind of scrape took. */
    private static final class ScrapeSeries {
        private final String name;
        private final URI address;
        private final boolean gzip;
        private final long[] nanos = new long[SCRAPES];
        private int scrapes = -WARM_UP;
        private long bytes;
        private long allocatedBefore;
        private long cpuBefore;

        ScrapeSeries(String name, URI address, boolean gzip) {
            this.name = name;
            this.address = address;
            this.gzip = gzip;
        }

        void scrape() throws IOException {
            if (scrapes == 0) {
                allocatedBefore = sum(THREADS::getThreadAllocatedBytes);
                cpuBefore = sum(THREADS::getThreadCpuTime);
            }
            long begin = System.nanoTime();
            bytes = ScrapeTimes.scrape(address, gzip);
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

    /** Scrapes a server on this machine, over a connection that is kept open; returns the bytes of the body. */
    private static long scrape(URI address, boolean gzip) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        if (gzip) {
            connection.setRequestProperty("Accept-Encoding", "gzip");
        }
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes().length;
        }
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** What the threads of the server have allocated, or used. */
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
     * Runs the measurement.
     *
     * @param arguments servers that run already, as {@code 9100/metrics}, to be scraped alternately; none for a server here
     *     with a thousand processes
     * @throws Exception if a server can't be opened or scraped
     */
    public static void main(String[] arguments) throws Exception {
        OUT.println("Java " + System.getProperty("java.version") + " "
                + ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (arguments.length > 0) {
            List<ScrapeSeries> all = new ArrayList<>();
            for (String argument : arguments) {
                int slash = argument.indexOf('/');
                int port = Integer.parseInt(argument.substring(0, slash));
                all.add(new ScrapeSeries(argument, address(port, argument.substring(slash)), true));
            }
            scrape(all);
            all.forEach(series -> series.print(false));
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
            for (boolean gzip : List.of(true, false)) {
                ScrapeSeries series =
                        new ScrapeSeries(gzip ? "  gzip" : "  plain", address(endpoint.port(), "/metrics"), gzip);
                scrape(List.of(series));
                series.print(true);
            }
        }
    }

    private static void scrape(List<ScrapeSeries> all) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP + SCRAPES; i++) {
            for (ScrapeSeries series : all) {
                Thread.sleep(APART_MILLIS / all.size() + 1);
                series.scrape();
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
    }
}
