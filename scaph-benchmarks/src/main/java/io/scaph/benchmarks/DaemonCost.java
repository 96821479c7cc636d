package io.scaph.benchmarks;

import io.scaph.linux.procfs.NativeAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What {@code scaph prometheus} costs as users run it: started by its launcher, scraped every 15 s with all metrics of processes,
 * most of which are asleep. It runs at the same time as what it is compared with: a loop in C, and exporters of Prometheus where
 * they are installed. So whatever disturbs one disturbs all. The figure is CPU time by the kernel's clocks, the median of all
 * rounds.
 */
public final class DaemonCost {
    /** After 2 minutes little is left to compile. */
    private static final int WARM_UP = 8;

    private static final int ROUNDS = 8;
    private static final long ROUND_MILLIS = 15_000;
    private static final long POLL_MILLIS = 5;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final String ALL = "all";
    private static final PrintStream OUT = System.out;

    private final List<Daemon> daemons = new ArrayList<>();
    private final NativeAccess access;

    private DaemonCost(NativeAccess access) {
        this.access = access;
    }

    /** A running program. */
    private final class Daemon {
        final String name;
        final Process process;
        final Optional<URI> address;
        final double startMillis;
        final double startCpuMillis;
        /** CPU time in ns: before the round, and in each round; by thread, and of all. */
        private Map<String, Long> before = Map.of();

        final Map<String, List<Long>> rounds = new TreeMap<>();

        Daemon(String name, List<String> command, int port) throws IOException, InterruptedException {
            this.name = name;
            long begin = System.nanoTime();
            process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            address = port == 0 ? Optional.empty() : Optional.of(URI.create("http://127.0.0.1:" + port + "/metrics"));
            while (!scrape()) {
                if (System.nanoTime() - begin > PATIENCE_NANOS) {
                    process.destroy();
                    throw new IOException(name + " does not answer");
                }
                Thread.sleep(POLL_MILLIS);
            }
            startMillis = (System.nanoTime() - begin) / 1e6;
            startCpuMillis = access.cpuNanos((int) process.pid()) / 1e6;
        }

        boolean scrape() {
            if (address.isEmpty()) {
                return true;
            }
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) address.get().toURL().openConnection();
                connection.setRequestProperty("Accept-Encoding", "gzip");
                try (InputStream in = connection.getInputStream()) {
                    return in.readAllBytes().length > 0;
                }
            } catch (IOException e) {
                return false;
            }
        }

        private Map<String, Long> read() throws IOException {
            Map<String, Long> nanos = new TreeMap<>();
            long all = access.cpuNanos((int) process.pid());
            try (var tasks = Files.newDirectoryStream(directory().resolve("task"))) {
                for (Path task : tasks) {
                    String thread =
                            Files.readString(task.resolve("comm")).strip().replaceAll("[-#]*\\d+$", "");
                    nanos.merge(
                            thread,
                            Long.parseLong(
                                    Files.readString(task.resolve("schedstat")).split(" ", 2)[0]),
                            Long::sum);
                }
            }
            nanos.put(
                    "(ended)",
                    all - nanos.values().stream().mapToLong(Long::longValue).sum());
            nanos.put(ALL, all);
            return nanos;
        }

        void endRound(boolean counts) throws IOException {
            Map<String, Long> now = read();
            if (counts) {
                now.forEach((thread, nanos) -> rounds.computeIfAbsent(thread, unknown -> new ArrayList<>())
                        .add(nanos - before.getOrDefault(thread, 0L)));
            }
            before = now;
        }

        double millisPerSecond(String thread) {
            return median(rounds.getOrDefault(thread, List.of(0L))) / 1e6 / (ROUND_MILLIS / 1e3);
        }

        double residentMegabytes() throws IOException {
            return Files.readString(directory().resolve("status"))
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024 / 1e6)
                    .findFirst()
                    .orElse(0);
        }

        private Path directory() {
            return Path.of("/proc", Long.toString(process.pid()));
        }
    }

    static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /**
     * Runs the measurement.
     *
     * @param arguments the number of sleeping processes, then launchers of scaph, at least one
     * @throws Exception if something can't be started or read
     */
    public static void main(String[] arguments) throws Exception {
        List<String> launchers = Arrays.asList(arguments).subList(1, arguments.length);
        try (NativeAccess access = NativeAccess.open(Path.of("/proc"))) {
            Sleepers.with(arguments[0], () -> {
                StartCost.print(launchers);
                new DaemonCost(access).run(launchers);
            });
        }
    }

    private void run(List<String> launchers) throws IOException, InterruptedException {
        try {
            int port = 19_200;
            for (String launcher : launchers) {
                port++;
                daemons.add(new Daemon(launcher, List.of(launcher, "prometheus", "-p", Integer.toString(port)), port));
            }
            String first = launchers.get(0);
            port++;
            daemons.add(new Daemon(
                    first + " --tick 1",
                    List.of(first, "--tick", "1", "prometheus", "-p", Integer.toString(port)),
                    port));
            addInstalled("prometheus-process-exporter", 19_301, "-config.path", processNames());
            addInstalled("prometheus-node-exporter", 19_302);
            daemons.add(new Daemon(
                    "C, stat of each", List.of(CompiledC.program("processes.c").toString()), 0));
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                round();
                for (Daemon daemon : daemons) {
                    daemon.endRound(round >= 0);
                }
            }
            print();
        } finally {
            daemons.forEach(daemon -> daemon.process.destroy());
        }
    }

    private void addInstalled(String program, int port, String... options) throws IOException, InterruptedException {
        Path file = Path.of("/usr/bin", program);
        if (!Files.isExecutable(file)) {
            OUT.println(program + " is not installed and left out");
            return;
        }
        List<String> command = new ArrayList<>(List.of(file.toString(), "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(options));
        daemons.add(new Daemon(program, command, port));
    }

    /** As many series as scaph has: each process has its own. */
    private static String processNames() throws IOException {
        Path file = Files.createTempFile("scaph-process-names", ".yml");
        file.toFile().deleteOnExit();
        Files.writeString(file, "process_names:\n  - name: \"{{.Comm}} {{.PID}}\"\n    cmdline: ['.+']\n");
        return file.toString();
    }

    /** Scrapes each once, at different times. */
    private void round() throws InterruptedException, IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ROUND_MILLIS);
        for (int i = 0; i < daemons.size(); i++) {
            if (!daemons.get(i).scrape()) {
                throw new IOException(daemons.get(i).name + " does not answer");
            }
            long left = end - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(left / (daemons.size() - i));
        }
    }

    private void print() throws IOException {
        OUT.printf("%n| daemon | CPU, ms per s | resident, MB | first answer, ms | CPU until then, ms |%n");
        OUT.printf("|---|---:|---:|---:|---:|%n");
        for (Daemon daemon : daemons) {
            OUT.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.0f | %.0f | %.0f |%n",
                    daemon.name,
                    daemon.millisPerSecond(ALL),
                    daemon.residentMegabytes(),
                    daemon.startMillis,
                    daemon.startCpuMillis);
        }
        Set<String> threads = new TreeSet<>();
        List<Daemon> scaphs = daemons.stream()
                .filter(daemon -> daemon.rounds.containsKey("scaph-monitor"))
                .toList();
        scaphs.forEach(daemon -> threads.addAll(daemon.rounds.keySet()));
        OUT.printf("%n| thread of scaph, ms per s | | | | | | |%n|---|---:|---:|---:|---:|---:|---:|%n");
        for (String thread : threads) {
            OUT.printf("| %s ", thread);
            scaphs.forEach(daemon -> OUT.printf(Locale.ROOT, "| %.2f ", daemon.millisPerSecond(thread)));
            OUT.println("|");
        }
    }
}
