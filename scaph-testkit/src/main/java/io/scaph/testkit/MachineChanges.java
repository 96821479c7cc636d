package io.scaph.testkit;

import java.util.function.Consumer;

/**
 * The changes of a simulated machine: at once on a {@link SimulatedMachine}, later in a {@link Script}.
 *
 * @param <T> the type of the machine or script, for calls in a chain
 */
public abstract sealed class MachineChanges<T extends MachineChanges<T>> permits SimulatedMachine, Script {
    MachineChanges() {}

    /** Changes the machine: at once, or at the current moment of a script. */
    abstract T change(Consumer<MachineState> change);

    /** Changes a domain. A wrong name is an error at once. */
    abstract T changeDomain(String domain, Consumer<SimulatedCounter> change);

    /**
     * Sets a domain's power.
     *
     * @param domain its id
     * @param watts its power from then on, in watts, not negative
     * @return this
     * @throws IllegalArgumentException if there is no such domain, or this is not a power
     * @throws IllegalStateException if the moment of a script has passed; so for all changes
     */
    public T watts(String domain, double watts) {
        require(watts, "a power must be 0 W or more, not %s W");
        return changeDomain(domain, counter -> counter.watts(watts));
    }

    /**
     * Makes a domain's counter unreadable, or readable again; the domain still uses energy.
     *
     * @param domain its id
     * @param readable whether it can be read from then on
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public T readable(String domain, boolean readable) {
        return changeDomain(domain, counter -> counter.readable(readable));
    }

    /**
     * Restarts a domain's counter at 0, as firmware and drivers do; the domain still uses energy.
     *
     * @param domain its id
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public T reset(String domain) {
        return changeDomain(domain, SimulatedCounter::reset);
    }

    /**
     * Suspends the machine and wakes it up, in a moment that its monotonic clock does not show. The counters restart, and the
     * next reading reports a suspend.
     *
     * @return this
     */
    public T suspend() {
        return change(MachineState::suspend);
    }

    /**
     * Starts a process, or changes the use of a running one.
     *
     * @param pid its id
     * @param name its name
     * @param cpus the number of CPUs that it uses from then on: 0.5 is half of one
     * @return this
     */
    public T run(long pid, String name, double cpus) {
        require(cpus, "a process must use 0 CPUs or more, not %s");
        return change(state -> state.run(pid, name, cpus));
    }

    /**
     * Ends a process.
     *
     * @param pid its id
     * @return this
     */
    public T end(long pid) {
        return change(state -> state.end(pid));
    }

    /**
     * Makes a device, such as a GPU, work for a process: the energy of such a domain is shared by this use.
     *
     * @param domain the device's id
     * @param pid the id of the process
     * @param part the part of the time that it works for the process from then on: 0.5 is half of it
     * @return this
     * @throws IllegalArgumentException if there is no such domain
     */
    public T use(String domain, long pid, double part) {
        return changeDomain(domain, counter -> counter.use().set(pid, part));
    }

    private static void require(double amount, String otherwise) {
        if (!(amount >= 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException(String.format(otherwise, amount));
        }
    }
}
