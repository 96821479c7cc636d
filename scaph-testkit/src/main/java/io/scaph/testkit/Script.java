package io.scaph.testkit;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What is going to happen to a {@link SimulatedMachine}, each thing at its moment on the machine's clock:
 *
 * <pre>{@code
 * machine.script()
 *         .watts("package-0", 20).run(7, "mine", 1).forSeconds(3)
 *         .readable("package-0", false).forSeconds(1)
 *         .readable("package-0", true).end(7);
 * }</pre>
 *
 * <p>It happens as the clock advances, however far at once. Several scripts of one machine run beside each other; what they do at
 * the same moment happens in the order in which it was written. Not safe for use by several threads.
 */
public final class Script {
    private final SimulatedMachine machine;
    private final Timeline timeline;
    private final long startNanos;
    private long atNanos;

    Script(SimulatedMachine machine, Timeline timeline) {
        this.machine = machine;
        this.timeline = timeline;
        startNanos = timeline.nowNanos();
        atNanos = startNanos;
    }

    /**
     * Lets things be as they are for some time: what is written next happens after it.
     *
     * @param seconds how long, in s, not negative
     * @return this
     */
    public Script forSeconds(double seconds) {
        return lasting(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /**
     * Lets things be as they are for some time: what is written next happens after it.
     *
     * @param time how long, not negative
     * @return this
     */
    public Script lasting(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time);
        }
        atNanos = Math.addExact(atNanos, time.toNanos());
        return this;
    }

    /**
     * Goes to a moment: what is written next happens then.
     *
     * @param time since the script was begun, not negative
     * @return this
     */
    public Script at(Duration time) {
        atNanos = startNanos;
        return lasting(time);
    }

    /**
     * Sets a domain's power.
     *
     * @param domain its id
     * @param watts its power from then on, in watts, not negative
     * @return this
     * @throws IllegalArgumentException if there is no such domain, or that is no power
     * @throws IllegalStateException if the clock is past that moment; so for all that happens
     */
    public Script watts(String domain, double watts) {
        SimulatedMachine.requirePower(watts);
        return happens(domain, state -> state.watts(domain, watts));
    }

    /**
     * Makes a domain's counter unreadable, or readable again; its energy goes on.
     *
     * @param domain its id
     * @param readable whether it can be read from then on
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public Script readable(String domain, boolean readable) {
        return happens(domain, state -> state.counter(domain).readable(readable));
    }

    /**
     * Starts a domain's counter anew at 0, as firmware and drivers do; its energy goes on.
     *
     * @param domain its id
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public Script reset(String domain) {
        return happens(domain, state -> state.reset(domain));
    }

    /**
     * Suspends the machine and wakes it up, as {@link SimulatedMachine#suspend()}.
     *
     * @return this
     */
    public Script suspend() {
        return happens(MachineState::suspend);
    }

    /**
     * Starts a process, or changes what a running one uses.
     *
     * @param pid its id
     * @param name its name
     * @param cpus how many CPUs it uses from then on: 0.5 is half of one
     * @return this
     */
    public Script run(long pid, String name, double cpus) {
        SimulatedMachine.requireUse(cpus);
        return happens(state -> state.run(pid, name, cpus));
    }

    /**
     * Ends a process.
     *
     * @param pid its id
     * @return this
     */
    public Script end(long pid) {
        return happens(state -> state.end(pid));
    }

    /**
     * Has a device, such as a GPU, work for a process.
     *
     * @param domain the device's id
     * @param pid the id of the process
     * @param part how much of the time it works for it from then on: 0.5 is half of it
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public Script use(String domain, long pid, double part) {
        return happens(domain, state -> state.use(domain, pid, part));
    }

    private Script happens(String domain, Consumer<MachineState> change) {
        // Tells of a wrong name where it is written.
        machine.energyMicrojoules(domain);
        return happens(change);
    }

    private Script happens(Consumer<MachineState> change) {
        timeline.at(atNanos, change);
        return this;
    }
}
