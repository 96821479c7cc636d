package io.scaph.testkit;

import io.scaph.api.spi.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Moves a machine to the time of the clock before each access: through every event in between, each at its own moment, so that it
 * does not matter how far the clock was moved at once. Safe for use by several threads.
 */
final class Timeline {
    private final NanoClock clock;
    private final MachineState state;
    private final TreeMap<Long, List<Consumer<MachineState>>> events = new TreeMap<>();
    private long reachedNanos;

    Timeline(NanoClock clock, MachineState state) {
        this.clock = clock;
        this.state = state;
        reachedNanos = clock.nanoTime();
    }

    /** The time of the clock. */
    long nowNanos() {
        return clock.nanoTime();
    }

    /** Changes the machine now. */
    synchronized void now(Consumer<MachineState> change) {
        advance();
        change.accept(state);
    }

    /** A number of the machine, now. */
    synchronized long number(ToLongFunction<MachineState> getter) {
        advance();
        return getter.applyAsLong(state);
    }

    /** A value of the machine, now. */
    synchronized <T> T get(Function<MachineState, T> getter) {
        advance();
        return getter.apply(state);
    }

    /** Changes the machine when the clock gets there; events of one moment happen in the order in which they were given. */
    synchronized void at(long nanos, Consumer<MachineState> change) {
        advance();
        if (nanos < reachedNanos) {
            throw new IllegalStateException("the clock is " + (reachedNanos - nanos)
                    + " ns past this moment of the script: write the script before the clock gets there");
        }
        events.computeIfAbsent(nanos, any -> new ArrayList<>()).add(change);
    }

    private void advance() {
        long now = clock.nanoTime();
        while (!events.isEmpty() && events.firstKey() <= now) {
            Map.Entry<Long, List<Consumer<MachineState>>> due = events.pollFirstEntry();
            state.moveTo(due.getKey());
            due.getValue().forEach(event -> event.accept(state));
        }
        state.moveTo(now);
        reachedNanos = now;
    }
}
