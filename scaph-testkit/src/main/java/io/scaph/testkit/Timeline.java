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
 * Moves a machine to what the clock shows, whenever somebody looks: through every event in between, each at its own moment,
 * so that it does not matter how far the clock was moved at once. Safe for use by several threads.
 */
final class Timeline {
    private final NanoClock clock;
    private final MachineState state;
    private final TreeMap<Long, List<Consumer<MachineState>>> events = new TreeMap<>();
    private long reachedNanos;
    /** Of the first event, so that nothing is allocated where there is none. */
    private long nextNanos = Long.MAX_VALUE;

    Timeline(NanoClock clock, MachineState state) {
        this.clock = clock;
        this.state = state;
        reachedNanos = clock.nanoTime();
    }

    /** What the clock shows. */
    long nowNanos() {
        return clock.nanoTime();
    }

    /** Changes the machine now. */
    synchronized void now(Consumer<MachineState> change) {
        settle();
        change.accept(state);
    }

    /** Asks the machine for a number now. */
    synchronized long ask(ToLongFunction<MachineState> question) {
        settle();
        return question.applyAsLong(state);
    }

    /** Looks at something of the machine now. */
    synchronized <T> T see(Function<MachineState, T> look) {
        settle();
        return look.apply(state);
    }

    /** Changes the machine when the clock gets there; events of one moment happen in the order in which they were given. */
    synchronized void at(long nanos, Consumer<MachineState> change) {
        settle();
        if (nanos < reachedNanos) {
            throw new IllegalStateException("the clock is " + (reachedNanos - nanos)
                    + " ns past this moment of the script: write it before the time comes");
        }
        events.computeIfAbsent(nanos, any -> new ArrayList<>()).add(change);
        nextNanos = events.firstKey();
    }

    private void settle() {
        long now = clock.nanoTime();
        while (nextNanos <= now) {
            Map.Entry<Long, List<Consumer<MachineState>>> due = events.pollFirstEntry();
            state.moveTo(due.getKey());
            nextNanos = events.isEmpty() ? Long.MAX_VALUE : events.firstKey();
            due.getValue().forEach(event -> event.accept(state));
        }
        state.moveTo(now);
        reachedNanos = now;
    }
}
