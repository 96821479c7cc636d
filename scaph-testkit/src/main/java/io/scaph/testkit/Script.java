package io.scaph.testkit;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Later changes of a {@link SimulatedMachine}, each at its moment on the machine's clock:
 *
 * <pre>{@code
 * machine.script()
 *         .watts("package-0", 20).run(7, "mine", 1).forSeconds(3)
 *         .readable("package-0", false).forSeconds(1)
 *         .readable("package-0", true).end(7);
 * }</pre>
 *
 * <p>They happen as the clock advances, however far it is moved at once. A machine can have several scripts; changes at the same
 * moment happen in the order in which they were written. Not safe for use by several threads.
 */
public final class Script extends MachineChanges<Script> {
    private final Timeline timeline;
    private final long startNanos;
    private long atNanos;

    Script(Timeline timeline) {
        this.timeline = timeline;
        startNanos = timeline.nowNanos();
        atNanos = startNanos;
    }

    /**
     * Leaves the machine as it is for some time: the next change happens after it.
     *
     * @param seconds the time in s, not negative
     * @return this
     */
    public Script forSeconds(double seconds) {
        return lasting(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /**
     * Leaves the machine as it is for some time: the next change happens after it.
     *
     * @param time the time, not negative
     * @return this
     */
    public Script lasting(Duration time) {
        VirtualClock.requireForward(time);
        atNanos = Math.addExact(atNanos, time.toNanos());
        return this;
    }

    /**
     * Moves to a moment: the next change happens then.
     *
     * @param time the time since the start of the script, not negative
     * @return this
     */
    public Script at(Duration time) {
        atNanos = startNanos;
        return lasting(time);
    }

    @Override
    Script change(Consumer<MachineState> change) {
        timeline.at(atNanos, change);
        return this;
    }

    @Override
    Script changeDomain(String domain, Consumer<SimulatedCounter> change) {
        timeline.now(state -> state.counter(domain));
        return change(state -> change.accept(state.counter(domain)));
    }
}
