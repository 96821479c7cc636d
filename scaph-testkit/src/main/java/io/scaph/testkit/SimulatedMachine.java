package io.scaph.testkit;

import io.scaph.api.Monitor;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import java.util.function.UnaryOperator;

/**
 * A machine in virtual time: domains of known power, and processes of known CPU use. What is changed holds from the moment
 * that the clock shows; what is written in a {@link #script()} happens when the clock gets there. What really was used can be
 * asked for, to compare with what was measured. Safe for use by several threads.
 */
public final class SimulatedMachine {
    private final VirtualClock clock;
    private final Topology topology;
    private final Timeline timeline;
    private final SimulatedReadings readings;

    /**
     * Makes a machine that uses 0 W and runs nothing.
     *
     * @param clock its time
     * @param cpus its hardware threads
     * @param topology its domains. A counter starts at 0, and wraps where its domain has a range
     */
    public SimulatedMachine(VirtualClock clock, int cpus, Topology topology) {
        this.clock = clock;
        this.topology = topology;
        timeline = new Timeline(clock, new MachineState(cpus, topology, clock.nanoTime()));
        readings = new SimulatedReadings(topology, timeline);
    }

    /**
     * Sets a domain's power.
     *
     * @param domain its id
     * @param watts its power from now on, in watts, not negative
     * @return this
     * @throws IllegalArgumentException if there is no such domain, or that is no power
     */
    public SimulatedMachine watts(String domain, double watts) {
        requirePower(watts);
        timeline.now(state -> state.watts(domain, watts));
        return this;
    }

    /**
     * Makes a domain's counter unreadable, or readable again; its energy goes on.
     *
     * @param domain its id
     * @param readable whether it can be read from now on
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine readable(String domain, boolean readable) {
        timeline.now(state -> state.counter(domain).readable(readable));
        return this;
    }

    /**
     * Starts a domain's counter anew at 0, as firmware and drivers do; its energy goes on.
     *
     * @param domain its id
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine reset(String domain) {
        timeline.now(state -> state.reset(domain));
        return this;
    }

    /**
     * Moves a domain's counter to shortly before its end. To be called before a monitor is opened, which would take it for
     * energy.
     *
     * @param domain its id, of a domain with a range
     * @param microjoules how much energy it takes until the counter is at 0 again, in µJ: above 0, up to the range
     * @return this
     * @throws IllegalArgumentException if there is no such domain, it never wraps, or not within that energy
     * @throws IllegalStateException if the counters were read already
     */
    public SimulatedMachine wrapAfter(String domain, long microjoules) {
        if (readings.begun()) {
            throw new IllegalStateException(
                    "a counter that is being read can't be moved: do it before a monitor is opened");
        }
        timeline.now(state -> state.wrapAfter(domain, microjoules));
        return this;
    }

    /**
     * Suspends the machine and wakes it up, in a moment that its clock, which is monotonic, does not show. The counters begin
     * anew, and the next reading says that there was a suspend.
     *
     * @return this
     */
    public SimulatedMachine suspend() {
        timeline.now(MachineState::suspend);
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
        requireUse(use);
        timeline.now(state -> state.run(pid, name, use));
        return this;
    }

    /**
     * Ends a process.
     *
     * @param pid its id
     * @return this
     */
    public SimulatedMachine end(long pid) {
        timeline.now(state -> state.end(pid));
        return this;
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
     * Changes what is told of a process besides what it uses: its names, its user, the virtual machine that it runs.
     *
     * @param pid its id
     * @param change makes of what is told what is to be told; the identity stays
     * @return this
     * @throws IllegalArgumentException if there is no such process, or its identity would change
     */
    public SimulatedMachine describe(long pid, UnaryOperator<ProcessInfo> change) {
        timeline.now(state -> state.describe(pid, change));
        return this;
    }

    /**
     * Says which process this program is to be: scopes are charged for its CPU time, all of it by the thread that asks.
     *
     * @param pid the id of a process, which may start later
     * @return this
     */
    public SimulatedMachine self(long pid) {
        timeline.now(state -> state.self(pid));
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
        timeline.now(state -> state.jvm(gc, jit, runtime));
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
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine uncertain(String domain, double lowPart, double highPart) {
        timeline.now(state -> state.counter(domain).uncertain(lowPart, highPart));
        return this;
    }

    /**
     * Has a device, such as a GPU, work for a process: the energy of a domain of that kind is shared by this.
     *
     * @param domain the device's id
     * @param pid the id of the process
     * @param part how much of the time it works for it from now on: 0.5 is half of it
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine use(String domain, long pid, double part) {
        timeline.now(state -> state.use(domain, pid, part));
        return this;
    }

    /**
     * Makes it unknown for whom a device works, or known again.
     *
     * @param domain the device's id
     * @param known whether it can be told from now on
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public SimulatedMachine useKnown(String domain, boolean known) {
        timeline.now(state -> state.counter(domain).use().known(known));
        return this;
    }

    /**
     * Begins to write what is going to happen.
     *
     * @return a script whose first moment is now
     */
    public Script script() {
        return new Script(this, timeline);
    }

    /**
     * What a domain really used, whatever could be read of it.
     *
     * @param domain its id
     * @return µJ since the machine was made, up to now
     * @throws IllegalArgumentException if there is no such domain
     */
    public long energyMicrojoules(String domain) {
        return timeline.ask(state -> state.trueMicrojoules(domain));
    }

    /**
     * What the domains of the host really used, whatever could be read of them.
     *
     * @return µJ since the machine was made, up to now
     */
    public long hostMicrojoules() {
        return timeline.ask(state -> topology.host().stream()
                .mapToLong(domain -> state.trueMicrojoules(domain.id()))
                .sum());
    }

    /**
     * The CPU time that a process really used.
     *
     * @param pid its id; of several with the same the last one
     * @return ns up to now, or up to its end; 0 if it has not started
     */
    public long cpuNanos(long pid) {
        return timeline.ask(state -> state.cpuNanos(pid));
    }

    /**
     * Opens a monitor on the machine, which ticks when it is asked.
     *
     * @return the monitor
     */
    public Monitor monitor() {
        try {
            return monitorBuilder().open();
        } catch (SensorUnavailableException e) {
            throw new IllegalStateException("a sensor that is open can't be unavailable", e);
        }
    }

    /**
     * Begins to describe a monitor on the machine, such as one with another policy. Each builder is for one monitor.
     *
     * @return a builder with the machine's sensor, processes and clocks
     */
    public Monitor.Builder monitorBuilder() {
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

    static void requirePower(double watts) {
        if (!(watts >= 0) || Double.isInfinite(watts)) {
            throw new IllegalArgumentException("a power is 0 W or more, not " + watts + " W");
        }
    }

    static void requireUse(double cpus) {
        if (!(cpus >= 0) || Double.isInfinite(cpus)) {
            throw new IllegalArgumentException("a process uses 0 CPUs or more, not " + cpus);
        }
    }
}
