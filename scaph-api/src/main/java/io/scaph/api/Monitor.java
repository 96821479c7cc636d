package io.scaph.api;

import io.scaph.api.internal.discovery.SensorSearch;
import io.scaph.api.internal.interval.IntervalCalls;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.scope.ScopeDelivery;
import io.scaph.api.internal.scope.ScopeMeter;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.scope.Action;
import io.scaph.api.scope.Computation;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the energy of a host. A monitor owns the sensors. It reads all counters and processes at a steady pace, the
 * <em>ticks</em>, on its own daemon thread, and gives immutable snapshots to any number of readers. Safe for use by several
 * threads.
 *
 * <p>Once it is open, a monitor throws no exceptions into the application, except for an invalid argument. It never
 * keeps a JVM alive.
 */
public final class Monitor implements AutoCloseable {
    /** Practically never, and small enough for nanoseconds in a long. */
    private static final Duration LONGEST_PERIOD = Duration.ofDays(36_500);

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SHORTEST_INTERVAL_NANOS = 10 * NANOS_PER_MILLI;
    private static final long LISTENER_WAIT_NANOS = 2_000 * NANOS_PER_MILLI;

    private final TickLoop loop;
    private final @Nullable SensorSearch search;
    private final ScopeMeter scopes;
    private final @Nullable ScopeDelivery delivery;
    private final List<IntervalCalls> calls = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Monitor(
            TickLoop loop,
            @Nullable SensorSearch search,
            NanoClock clock,
            CpuClocks cpu,
            @Nullable Consumer<? super ScopeEnergy> onScope) {
        this.loop = loop;
        this.search = search;
        delivery = onScope == null ? null : new ScopeDelivery(onScope);
        if (search != null) {
            search.start();
        }
        scopes = new ScopeMeter(loop, clock, cpu, delivery);
    }

    /**
     * Opens a monitor with the best sensor that works here, the available one with the highest {@linkplain
     * io.scaph.api.spi.SensorProvider#priority() priority}.
     *
     * @return an open monitor, whose totals start now; the caller closes it
     * @throws SensorUnavailableException if no sensor works here
     */
    public static Monitor open() throws SensorUnavailableException {
        return builder().open();
    }

    /**
     * Returns a builder of monitors.
     *
     * @return a builder with the defaults: the best sensor, the best workload source, and one tick per second
     */
    public static MonitorBuilder builder() {
        return new MonitorBuilder();
    }

    /**
     * Opens a reader of snapshots.
     *
     * @return a reader that counts the snapshot of the last tick as seen; the caller closes it
     */
    public SnapshotReader reader() {
        return loop.reader();
    }

    /**
     * Calls a listener again and again with what happened since the last call. The calls come on a thread of the monitor. A
     * listener that throws is logged and called again; one that blocks holds up nothing else, and its next interval covers the
     * time that it missed. The first interval starts with the last tick, each other one where the one before ended. With {@link
     * MonitorBuilder#manualTicks()} an interval ends with the first tick that a reader requests when the period is over.
     *
     * <p>Each call costs a tick, in addition to those of the monitor: a period of seconds is usual. One below 10 ms counts as
     * 10 ms.
     *
     * @param period the time between two calls, above 0
     * @param listener the listener to call
     * @return a subscription that ends the calls when it is closed; closing the monitor ends them too
     * @throws IllegalArgumentException if the period is not above 0
     */
    public Subscription onInterval(Duration period, Consumer<? super Interval> listener) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the time between two calls must be above 0, not " + period);
        }
        Objects.requireNonNull(listener);
        SnapshotReader follower = loop.isManual() ? reader() : null;
        IntervalCalls started =
                new IntervalCalls(reader(), follower, Math.max(SHORTEST_INTERVAL_NANOS, nanos(period)), listener);
        calls.add(started);
        if (closed) {
            started.close();
        }
        return () -> {
            started.close();
            calls.remove(started);
        };
    }

    /**
     * Starts to measure a part of this program. A scope costs a few system calls at each end. However many scopes are open,
     * the counters are read at most once in two of their steps ({@link Sensor#step()}), which is 2 ms for RAPL. The result is
     * available from {@link Scope#energy()}, and goes to the listener of {@link MonitorBuilder#onScope} when the scope is
     * closed.
     *
     * @param name a name for the result, such as that of a request; may be empty
     * @return the open scope; the caller closes it
     */
    public Scope scope(String name) {
        return scopes.open(name);
    }

    /**
     * Runs an action and returns its energy. If the action throws, this method passes the exception on; the energy then goes
     * only to the listener of {@link MonitorBuilder#onScope}. That listener gets the energy of every action, with an empty
     * name.
     *
     * @param action the action to run, on the thread of the caller
     * @param <X> the type of exception that the action may throw
     * @return the energy from the start to the end of the action
     * @throws X if the action throws it
     */
    public <X extends Exception> ScopeEnergy measure(Action<X> action) throws X {
        return measure("", action);
    }

    /**
     * Runs an action and returns its energy, as {@link #measure(Action)}, under a name.
     *
     * @param name a name for the result, such as that of a request
     * @param action the action to run, on the thread of the caller
     * @param <X> the type of exception that the action may throw
     * @return the energy from the start to the end of the action
     * @throws X if the action throws it
     */
    public <X extends Exception> ScopeEnergy measure(String name, Action<X> action) throws X {
        Scope scope = scopes.open(name);
        try (scope) {
            action.run();
        }
        return scope.energy();
    }

    /**
     * Measures a computation, one that throws as well. What the receiver of the energy throws is suppressed if the computation
     * has thrown, and thrown if it has not.
     *
     * @param computation the computation to run, on the thread of the caller
     * @param energy receives the energy from the start to the end of the computation, on the thread of the caller
     * @param <T> the type of the result
     * @param <X> the type of exception that the computation may throw
     * @return the result of the computation
     * @throws X if the computation throws it
     */
    public <T, X extends Exception> T compute(Computation<T, X> computation, Consumer<? super ScopeEnergy> energy)
            throws X {
        return compute("", computation, energy);
    }

    /**
     * Measures a computation under a name, as {@link #compute(Computation, Consumer)}.
     *
     * @param name a name for the result, such as that of a request
     * @param computation the computation to run, on the thread of the caller
     * @param energy receives the energy from the start to the end of the computation, on the thread of the caller
     * @param <T> the type of the result
     * @param <X> the type of exception that the computation may throw
     * @return the result of the computation
     * @throws X if the computation throws it
     */
    public <T, X extends Exception> T compute(
            String name, Computation<T, X> computation, Consumer<? super ScopeEnergy> energy) throws X {
        Scope scope = scopes.open(name);
        T result;
        try (scope) {
            result = computation.compute();
        } catch (Throwable thrown) {
            try {
                energy.accept(scope.energy());
            } catch (Throwable second) {
                thrown.addSuppressed(second);
            }
            throw thrown;
        }
        energy.accept(scope.energy());
        return result;
    }

    /**
     * Stops measuring and releases the sensors. Readers keep the last snapshot. Waits up to 2 s for each thread of the monitor
     * to end. Does nothing if the monitor is closed already.
     */
    @Override
    public void close() {
        closed = true;
        if (search != null) {
            search.close();
        }
        endCalls();
        loop.close();
        if (delivery != null) {
            delivery.close();
        }
    }

    static long nanos(Duration period) {
        return (period.compareTo(LONGEST_PERIOD) < 0 ? period : LONGEST_PERIOD).toNanos();
    }

    /**
     * The time for all listeners together. A monitor with many listeners that block closes as fast as one with a single
     * listener.
     */
    private void endCalls() {
        calls.forEach(IntervalCalls::end);
        long deadline = System.nanoTime() + LISTENER_WAIT_NANOS;
        for (IntervalCalls one : calls) {
            one.awaitEnd(Math.max(1, (deadline - System.nanoTime()) / NANOS_PER_MILLI));
        }
        calls.clear();
    }
}
