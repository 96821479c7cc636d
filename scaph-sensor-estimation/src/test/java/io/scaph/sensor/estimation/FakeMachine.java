package io.scaph.sensor.estimation;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A machine as its files in {@code /proc} and {@code /sys} show it, with a clock that is set by hand. */
final class FakeMachine implements AutoCloseable {
    private static final long NANOS_PER_TICK = 10_000_000;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final HostRoots roots = HostRoots.of(files.getPath("/proc"), files.getPath("/sys"));
    private long nanos;
    private long[] busyTicks;

    private final NanoClock clock = new NanoClock() {
        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            nanos = Math.max(nanos, deadlineNanos);
        }
    };

    /** A machine that shows only its number of hardware threads. */
    FakeMachine(int threads) {
        busyTicks = new long[threads];
        writeStat();
    }

    /** Hardware like a server's of one or more sockets, two threads per core. */
    static FakeMachine server(String cpu, int family, int model, int sockets, int threadsPerSocket) {
        FakeMachine machine = new FakeMachine(sockets * threadsPerSocket);
        machine.cpuinfo("GenuineIntel", cpu, family, model, threadsPerSocket, threadsPerSocket / 2, "");
        machine.procfs("meminfo", "MemTotal:       " + 2L * 1024 * 1024 * sockets * threadsPerSocket + " kB\n");
        return machine;
    }

    /** A virtual machine. */
    static FakeMachine virtual(String vendor, String cpu, int family, int model, int threads, int cores) {
        FakeMachine machine = new FakeMachine(threads);
        machine.cpuinfo(vendor, cpu, family, model, threads, cores, " hypervisor");
        machine.procfs("meminfo", "MemTotal:       " + 4L * 1024 * 1024 * threads + " kB\n");
        return machine;
    }

    private void cpuinfo(String vendor, String cpu, int family, int model, int siblings, int cores, String flags) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < busyTicks.length; i++) {
            text.append("processor : ").append(i).append("\nvendor_id : ").append(vendor);
            text.append("\ncpu family : ").append(family).append("\nmodel : ").append(model);
            text.append("\nmodel name : ").append(cpu).append("\ncpu MHz : 2500.000\nphysical id : ");
            text.append(i / siblings)
                    .append("\nsiblings : ")
                    .append(siblings)
                    .append("\ncpu cores : ")
                    .append(cores);
            text.append("\nflags : fpu sse").append(flags).append("\n\n");
        }
        procfs("cpuinfo", text.toString());
    }

    void procfs(String file, String text) {
        write(roots.procfs().resolve(file), text);
    }

    void sysfs(String file, String text) {
        write(roots.sysfs().resolve(file), text);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String procfsFile) throws IOException {
        Files.delete(roots.procfs().resolve(procfsFile));
    }

    /** Lets time go by in which every thread is busy for some ticks of 10 ms. */
    void run(double seconds, long ticksOfEachThread) {
        nanos += (long) (seconds * 1e9);
        for (int i = 0; i < busyTicks.length; i++) {
            busyTicks[i] += ticksOfEachThread;
        }
        writeStat();
    }

    /** Lets one thread be busy; time does not go by. */
    void work(int thread, long ticks) {
        busyTicks[thread] += ticks;
        writeStat();
    }

    void pass(long someNanos) {
        nanos += someNanos;
    }

    private void writeStat() {
        StringBuilder text = new StringBuilder("cpu  0 0 0 5 0 0 0 0\n");
        for (int i = 0; i < busyTicks.length; i++) {
            text.append("cpu").append(i).append(' ').append(busyTicks[i]);
            text.append(" 0 0 0 0 0 0 ").append(nanos / NANOS_PER_TICK).append('\n');
        }
        procfs("stat", text.toString());
    }

    PluginSetup setup() {
        return setup(Options.NONE);
    }

    PluginSetup setup(Options options) {
        return PluginSetup.standard().withRoots(roots).withOptions(options).withClock(clock);
    }

    static CounterReadings read(Sensor sensor) {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
