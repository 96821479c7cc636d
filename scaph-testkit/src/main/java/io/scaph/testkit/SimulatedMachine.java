package io.scaph.testkit;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.api.spi.CpuClocks;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.JvmTimes;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A machine in virtual time: domains of known power, and processes of known CPU use. What is changed holds from the moment
 * that the clock shows. For use by one thread at a time.
 */
public final class SimulatedMachine {
    private static final double MICROJOULES_PER_WATT_NANO = 1e-3;
    private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    private static final class Source {
        double watts;
        double microjoules;
        boolean readable = true;
        final SimulatedUse use = new SimulatedUse();
        double lowPart = 1;
        double highPart = 1;
    }

    private static final class Task {
        ProcessWorkload process;
        final boolean late;
        double cpus;
        double cpuNanos;

        Task(ProcessWorkload process, boolean late, double cpus) {
            this.process = process;
            this.late = late;
            this.cpus = cpus;
        }
    }

    private final VirtualClock clock;
    private final int cpus;
    private final Topology topology;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<Long, Task> tasks = new LinkedHashMap<>();
    private long settledNanos;
    private double idleNanos;
    private long self = -1;
    private Optional<double[]> jvm = Optional.empty();
    private final double[] jvmNanos = new double[3];
    private boolean opened;

    /**
     * Makes a machine that uses 0 W and runs nothing.
     *
     * @param clock its time
     * @param cpus its hardware threads
     * @param topology its domains
     */
    public SimulatedMachine(VirtualClock clock, int cpus, Topology topology) {
        this.clock = clock;
        this.cpus = cpus;
        this.topology = topology;
        settledNanos = clock.nanoTime();
        for (Domain domain : topology.domains()) {
            sources.put(domain.id(), new Source());
        }
    }

    /**
     * Sets a domain's power.
     *
     * @param domain its id
     * @param watts its power from now on, in watts
     * @return this
     */
    public SimulatedMachine watts(String domain, double watts) {
        settle();
        source(domain).watts = watts;
        return this;
    }

    /**
     * Makes a domain's counter unreadable, or readable again; its energy goes on.
     *
     * @param domain its id
     * @param readable whether it can be read from now on
     * @return this
     */
    public SimulatedMachine readable(String domain, boolean readable) {
        source(domain).readable = readable;
        return this;
    }

    /**
     * Makes a domain one whose power a model tells, not quite sure of it. To be said before a monitor is opened, of a domain
     * whose quality is {@link io.scaph.api.topology.Quality#ESTIMATED}.
     *
     * @param domain its id
     * @param lowPart the lower end of its interval, as a part of its power, up to 1
     * @param highPart the upper end, from 1
     * @return this
     */
    public SimulatedMachine uncertain(String domain, double lowPart, double highPart) {
        Source source = source(domain);
        source.lowPart = lowPart;
        source.highPart = highPart;
        return this;
    }

    /**
     * Starts a process, or changes what a running one uses.
     *
     * @param pid its id
     * @param name its name
     * @param use how many CPUs it uses from now on: 0.5 is half of one
     * @return this
     */
    public SimulatedMachine run(long pid, String name, double use) {
        settle();
        Task task = tasks.get(pid);
        if (task == null) {
            ProcessWorkload.Identity identity = new ProcessWorkload.Identity(pid, BOOT.plusNanos(clock.nanoTime()));
            ProcessWorkload process = new ProcessWorkload(
                    identity,
                    name,
                    Optional.of("/usr/bin/" + name),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            tasks.put(pid, new Task(process, opened, use));
        } else {
            task.cpus = use;
        }
        return this;
    }

    /**
     * Says which process this program is to be: scopes are charged for its CPU time, all of it by the thread that asks.
     *
     * @param pid the id of a process, which may start later
     * @return this
     */
    public SimulatedMachine self(long pid) {
        self = pid;
        return this;
    }

    /**
     * Says what this program's JVM uses for itself, as parts of the process's CPU time from now on.
     *
     * @param gc the part of garbage collection, from 0 to 1
     * @param jit that of compilation
     * @param runtime that of the JVM's other threads; the rest is the application's
     * @return this
     */
    public SimulatedMachine jvm(double gc, double jit, double runtime) {
        settle();
        jvm = Optional.of(new double[] {gc, jit, runtime});
        return this;
    }

    private CpuClocks clocks() {
        return new CpuClocks() {
            @Override
            public long processNanos() {
                settle();
                Task task = tasks.get(self);
                return task == null ? 0 : (long) task.cpuNanos;
            }

            @Override
            public long threadNanos() {
                return processNanos();
            }
        };
    }

    /**
     * Puts a process into a container.
     *
     * @param pid its id
     * @param container the container
     * @return this
     * @throws IllegalArgumentException if there is no such process
     */
    public SimulatedMachine contain(long pid, Container container) {
        Task task = tasks.get(pid);
        if (task == null) {
            throw new IllegalArgumentException("there is no process " + pid);
        }
        ProcessWorkload process = task.process;
        task.process = new ProcessWorkload(
                process.identity(),
                process.name(),
                process.executable(),
                process.commandLine(),
                Optional.of(container),
                process.virtualMachine(),
                Optional.of(container.id() + ".scope"),
                process.user());
        return this;
    }

    /**
     * Has a device, such as a GPU, work for a process: the energy of a domain of that kind is shared by this.
     *
     * @param domain the device's id
     * @param pid the id of the process
     * @param part how much of the time it works for it from now on: 0.5 is half of it
     * @return this
     */
    public SimulatedMachine use(String domain, long pid, double part) {
        settle();
        source(domain).use.set(pid, part);
        return this;
    }

    /**
     * Makes it unknown for whom a device works, or known again.
     *
     * @param domain the device's id
     * @param known whether it can be told from now on
     * @return this
     */
    public SimulatedMachine useKnown(String domain, boolean known) {
        settle();
        source(domain).use.known(known);
        return this;
    }

    /**
     * Ends a process.
     *
     * @param pid its id
     * @return this
     */
    public SimulatedMachine end(long pid) {
        settle();
        tasks.remove(pid);
        sources.values().forEach(source -> source.use.end(pid));
        return this;
    }

    /**
     * Opens a monitor on the machine, which ticks when it is asked.
     *
     * @return the monitor
     */
    public Monitor monitor() {
        try {
            Monitor monitor = Monitor.builder()
                    .sensor("simulation", "a simulated machine", sensor())
                    .workloads(workloads())
                    .clock(clock)
                    .cpuClocks(clocks())
                    .open();
            opened = true;
            return monitor;
        } catch (SensorUnavailableException e) {
            throw new IllegalStateException("a sensor that is open can't be unavailable", e);
        }
    }

    private Sensor sensor() {
        return new Sensor() {
            @Override
            public Topology topology() {
                return topology;
            }

            @Override
            public void read(RawCounters counters) {
                settle();
                int index = 0;
                for (Source source : sources.values()) {
                    if (source.readable) {
                        counters.putEstimate(
                                index, (long) source.microjoules, (long) (source.microjoules * source.lowPart), (long)
                                        (source.microjoules * source.highPart));
                    } else {
                        counters.fail(index, "made unreadable");
                    }
                    index++;
                }
            }

            @Override
            public void readUse(DeviceUse use) {
                settle();
                int index = 0;
                for (Source source : sources.values()) {
                    source.use.tell(index++, use);
                }
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    private WorkloadSource workloads() {
        return new WorkloadSource() {
            @Override
            public void read(Visitor visitor) {
                settle();
                visitor.machine(cpus, (long) idleNanos, 0, 0);
                for (Task task : tasks.values()) {
                    visitor.workload(task.process, (long) task.cpuNanos, task.late);
                }
            }

            @Override
            public OptionalLong ownPid() {
                return self < 0 ? OptionalLong.empty() : OptionalLong.of(self);
            }

            @Override
            public Optional<JvmTimes> jvmTimes() {
                return jvm.map(parts -> new JvmTimes(
                        clocks().processNanos(), (long) jvmNanos[0], (long) jvmNanos[1], (long) jvmNanos[2]));
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    private Source source(String domain) {
        Source source = sources.get(domain);
        if (source == null) {
            throw new IllegalArgumentException("there is no domain " + domain);
        }
        return source;
    }

    private void settle() {
        long elapsed = clock.nanoTime() - settledNanos;
        settledNanos += elapsed;
        for (Source source : sources.values()) {
            source.microjoules += source.watts * elapsed * MICROJOULES_PER_WATT_NANO;
            source.use.advance(elapsed);
        }
        double used = 0;
        for (Task task : tasks.values()) {
            task.cpuNanos += task.cpus * elapsed;
            used += task.cpus;
        }
        Task own = tasks.get(self);
        if (own != null && jvm.isPresent()) {
            for (int part = 0; part < jvmNanos.length; part++) {
                jvmNanos[part] += jvm.get()[part] * own.cpus * elapsed;
            }
        }
        idleNanos += Math.max(0, cpus - used) * elapsed;
    }
}
