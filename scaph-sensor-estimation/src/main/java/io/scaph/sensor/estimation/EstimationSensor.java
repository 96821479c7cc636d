package io.scaph.sensor.estimation;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.procfs.CpuInfo;
import io.scaph.linux.procfs.CpuTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Integrates estimated power into a counter for each socket. A hardware thread that is not online uses nothing; one that
 * comes online counts from the next reading.
 */
final class EstimationSensor implements Sensor {
    private final Path procfs;
    private final NanoClock clock;
    private final LinearModel model;
    private final SortedMap<Integer, Integer> socketOfCpu;
    private final List<Integer> sockets;
    private final double[] microjoules;
    private final Topology topology;
    private CpuTimes last;
    private long lastNanos;

    EstimationSensor(Path procfs, NanoClock clock, LinearModel model, CpuInfo cpus) throws IOException {
        this.procfs = procfs;
        this.clock = clock;
        this.model = model;
        last = CpuTimes.read(procfs);
        lastNanos = clock.nanoTime();
        socketOfCpu = new TreeMap<>(cpus.sockets());
        last.cpus().keySet().forEach(cpu -> socketOfCpu.putIfAbsent(cpu, 0));
        sockets = socketOfCpu.values().stream().distinct().sorted().toList();
        microjoules = new double[sockets.size()];
        List<Domain> domains = sockets.stream()
                .map(socket -> Domain.ofSocket(
                        DomainKind.PACKAGE,
                        socket,
                        procfs + "/stat",
                        Quality.ESTIMATED,
                        OptionalLong.of(Long.MAX_VALUE)))
                .toList();
        topology = Topology.of(domains, domains);
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        try {
            advance();
        } catch (IOException e) {
            for (int i = 0; i < microjoules.length; i++) {
                counters.fail(i, String.valueOf(e.getMessage()));
            }
            return;
        }
        for (int i = 0; i < microjoules.length; i++) {
            counters.put(i, (long) microjoules[i]);
        }
    }

    private void advance() throws IOException {
        CpuTimes now = CpuTimes.read(procfs);
        long nanos = clock.nanoTime();
        long elapsed = nanos - lastNanos;
        for (Map.Entry<Integer, CpuTimes.Cpu> cpu : now.cpus().entrySet()) {
            CpuTimes.Cpu before = last.cpus().get(cpu.getKey());
            if (before != null) {
                int socket = sockets.indexOf(socketOfCpu.getOrDefault(cpu.getKey(), sockets.get(0)));
                microjoules[socket] += model.microjoules(elapsed, cpu.getValue().busyNanos() - before.busyNanos());
            }
        }
        last = now;
        lastNanos = nanos;
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
