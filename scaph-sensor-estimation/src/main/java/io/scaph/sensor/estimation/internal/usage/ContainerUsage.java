package io.scaph.sensor.estimation.internal.usage;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The use of the CPUs that a container is allotted, from its control group: idle power by what it may use, as a virtual
 * machine's by its vCPUs; the sockets by how many of its threads are theirs.
 */
public final class ContainerUsage implements CpuUsage {
    private final Allotment allotment;
    private final double[] shares;
    private final long firstNanos;
    private long nanos;
    private long lastUsed;
    private long used;

    /**
     * Starts to count.
     *
     * @param allotment what the container may use
     * @param socketOfCpu the socket of each hardware thread
     * @param sockets the sockets
     * @param nanoTime the time now
     * @throws IOException if the time used can\'t be read
     */
    public ContainerUsage(Allotment allotment, Map<Integer, Integer> socketOfCpu, List<Integer> sockets, long nanoTime)
            throws IOException {
        this.allotment = allotment;
        firstNanos = nanoTime;
        nanos = nanoTime;
        lastUsed = allotment.usedNanos();
        shares = new double[sockets.size()];
        Collection<Integer> cpus = allotment.cpus().isEmpty() ? socketOfCpu.keySet() : allotment.cpus();
        for (int cpu : cpus) {
            shares[sockets.indexOf(socketOfCpu.getOrDefault(cpu, sockets.get(0)))] += 1.0 / cpus.size();
        }
    }

    @Override
    public void advance(long nanoTime) throws IOException {
        long now = allotment.usedNanos();
        used += Math.max(0, now - lastUsed);
        lastUsed = now;
        nanos = nanoTime;
    }

    @Override
    public double threadNanos(int socket) {
        return allotment.threads() * shares[socket] * (nanos - firstNanos);
    }

    @Override
    public double busyNanos(int socket) {
        return shares[socket] * used;
    }
}
