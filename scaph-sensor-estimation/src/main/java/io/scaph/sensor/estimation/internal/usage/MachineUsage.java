package io.scaph.sensor.estimation.internal.usage;

import io.scaph.linux.machine.CpuTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The use of all CPUs, from {@code /proc/stat}. A hardware thread that is not online is not there; one that comes online
 * counts from the next reading. Stolen time is not busy: another machine used it.
 */
public final class MachineUsage implements CpuUsage {
    private final Path procfs;
    private final Map<Integer, Integer> socketOfCpu;
    private final List<Integer> sockets;
    private final long[] threadNanos;
    private final long[] busyNanos;
    private CpuTimes last;
    private long lastNanos;

    /**
     * Starts to count.
     *
     * @param procfs where {@code /proc} is
     * @param socketOfCpu the socket of each hardware thread
     * @param sockets the sockets
     * @param first the CPU times now
     * @param nanoTime the time now
     */
    public MachineUsage(
            Path procfs, Map<Integer, Integer> socketOfCpu, List<Integer> sockets, CpuTimes first, long nanoTime) {
        this.procfs = procfs;
        this.socketOfCpu = socketOfCpu;
        this.sockets = sockets;
        threadNanos = new long[sockets.size()];
        busyNanos = new long[sockets.size()];
        last = first;
        lastNanos = nanoTime;
    }

    @Override
    public void advance(long nanoTime) throws IOException {
        CpuTimes now = CpuTimes.read(procfs);
        long elapsed = nanoTime - lastNanos;
        for (Map.Entry<Integer, CpuTimes.Cpu> cpu : now.cpus().entrySet()) {
            CpuTimes.Cpu before = last.cpus().get(cpu.getKey());
            if (before != null) {
                int socket = sockets.indexOf(socketOfCpu.getOrDefault(cpu.getKey(), sockets.get(0)));
                threadNanos[socket] += elapsed;
                busyNanos[socket] += Math.max(0, cpu.getValue().busyNanos() - before.busyNanos());
            }
        }
        last = now;
        lastNanos = nanoTime;
    }

    @Override
    public double threadNanos(int socket) {
        return threadNanos[socket];
    }

    @Override
    public double busyNanos(int socket) {
        return busyNanos[socket];
    }
}
