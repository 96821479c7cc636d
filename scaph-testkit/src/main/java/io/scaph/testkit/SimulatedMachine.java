package io.scaph.testkit;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A machine in virtual time: domains of known power, and processes of known CPU use. A change takes effect at the moment that the
 * clock shows; the changes of a {@link #script()} when the clock gets there. The true energy can be read, to compare it with the
 * measured one. Safe for use by several threads.
 */
public final class SimulatedMachine extends MachineChanges<SimulatedMachine> {
    private final VirtualClock clock;
    private final Topology topology;
    private final Timeline timeline;
    private final SimulatedReadings readings;

    /**
     * A machine that uses 0 W and runs no process.
     *
     * @param clock its clock
     * @param cpus its hardware threads
     * @param topology its domains. A counter starts at 0, and wraps where its domain has a range
     */
    public SimulatedMachine(VirtualClock clock, int cpus, Topology topology) {
        this.clock = clock;
        this.topology = topology;
        timeline = new Timeline(clock, new MachineState(cpus, topology, clock.nanoTime()));
        readings = new SimulatedReadings(topology, timeline);
    }

    @Override
    SimulatedMachine change(Consumer<MachineState> change) {
        timeline.now(change);
        return this;
    }

    @Override
    SimulatedMachine changeDomain(String domain, Consumer<SimulatedCounter> change) {
        return change(state -> change.accept(state.counter(domain)));
    }

    /**
     * Moves a domain's counter close to its end. Call it before a monitor is opened, which would count the move as energy.
     *
     * @param domain its id, of a domain with a range
     * @param microjoules the energy until the counter is at 0 again, in µJ: above 0, up to the range
     * @return this
     * @throws IllegalArgumentException if there is no such domain, it never wraps, or not within that energy
     * @throws IllegalStateException if the counters were read already
     */
    public SimulatedMachine wrapAfter(String domain, long microjoules) {
        if (readings.wereRead()) {
            throw new IllegalStateException(
                    "a counter that was read can't be moved: call wrapAfter before a monitor is opened");
        }
        return changeDomain(domain, counter -> counter.wrapAfter(microjoules));
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
        return describe(pid, process -> process.withContainer(container).withUnit(container.id() + ".scope"));
    }

    /**
     * Changes the description of a process: its names, its user, the virtual machine that it runs.
     *
     * @param pid its id
     * @param change returns the new description; the identity must stay
     * @return this
     * @throws IllegalArgumentException if there is no such process, or its identity would change
     */
    public SimulatedMachine describe(long pid, UnaryOperator<ProcessInfo> change) {
        return change(state -> state.describe(pid, change));
    }

    /**
     * Selects the process that represents this program: scopes are charged for its CPU time, all of it on the calling thread.
     *
     * @param pid the id of a process, which may start later
     * @return this
     */
    public SimulatedMachine self(long pid) {
        return change(state -> state.self(pid));
    }

    /**
     * Sets the use of this program's JVM itself, as parts of the process's CPU time from now on.
     *
     * @param gc the part of garbage collection, from 0 to 1
     * @param jit the part of compilation
     * @param runtime the part of the JVM's other threads; the rest is the application
     * @return this
     */
    public SimulatedMachine jvm(double gc, double jit, double runtime) {
        return change(state -> state.jvm(gc, jit, runtime));
    }

    /**
     * Makes a domain an estimate with an interval. Call it before a monitor is opened, for a domain with the quality {@link
     * io.scaph.api.topology.Quality#ESTIMATED}.
     *
     * @param domain its id
     * @param lowPart the lower end of its interval, as a part of its power, up to 1
     * @param highPart the upper end, from 1
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine uncertain(String domain, double lowPart, double highPart) {
        return changeDomain(domain, counter -> counter.uncertain(lowPart, highPart));
    }

    /**
     * Makes the use of a device unknown, or known again.
     *
     * @param domain the device's id
     * @param known whether it is known from now on
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine useKnown(String domain, boolean known) {
        return changeDomain(domain, counter -> counter.use().known(known));
    }

    /**
     * Starts a script of later changes.
     *
     * @return a script that starts now
     */
    public Script script() {
        return new Script(timeline);
    }

    /**
     * The true energy of a domain, even if its counter could not be read.
     *
     * @param domain its id
     * @return µJ since the machine was made, up to now
     * @throws IllegalArgumentException if there is no such domain
     */
    public long energyMicrojoules(String domain) {
        return timeline.number(state -> state.counter(domain).trueMicrojoules());
    }

    /**
     * The true energy of the host's domains, even if their counters could not be read.
     *
     * @return µJ since the machine was made, up to now
     */
    public long hostMicrojoules() {
        return timeline.number(state -> topology.host().stream()
                .mapToLong(domain -> state.counter(domain.id()).trueMicrojoules())
                .sum());
    }

    /**
     * The true CPU time of a process.
     *
     * @param pid its id; of several processes with the same id the last one counts
     * @return ns up to now, or up to its end; 0 if it has not started
     */
    public long cpuNanos(long pid) {
        return timeline.number(state -> state.cpuNanos(pid));
    }

    /**
     * Opens a monitor on the machine, which ticks when a reader asks.
     *
     * @return the monitor
     */
    public Monitor monitor() {
        return open(monitorBuilder());
    }

    /** Opens a monitor with an open sensor. */
    static Monitor open(MonitorBuilder builder) {
        try {
            return builder.open();
        } catch (SensorUnavailableException e) {
            throw new IllegalStateException("a sensor that is open is available", e);
        }
    }

    /**
     * A builder for a monitor on the machine, for example with another policy. Each builder is for one monitor.
     *
     * @return a builder with the machine's sensor, processes and clocks
     */
    public MonitorBuilder monitorBuilder() {
        return Monitor.builder()
                .sensor("simulation", "a simulated machine", sensor())
                .workloads(workloads())
                .clock(clock)
                .manualTicks();
    }

    Sensor sensor() {
        return readings.sensor();
    }

    WorkloadSource workloads() {
        return readings.workloads();
    }
}
