package io.scaph.api;

import io.scaph.api.internal.discovery.Selection;
import io.scaph.api.internal.discovery.SensorSearch;
import io.scaph.api.internal.interval.IntervalCalls;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.scope.ScopeDelivery;
import io.scaph.api.internal.scope.ScopeMeter;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.scope.Action;
import io.scaph.api.scope.Computation;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.WorkloadDetail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the energy of a host. A monitor owns the sensors. It reads all counters and processes at a steady pace, the
 * <em>ticks</em>, on its own daemon thread, and gives immutable snapshots to any number of readers. Safe for use by several
 * threads.
 *
 * <p>Once it is open, a monitor throws no exception of its own into the application, except for an invalid argument. It never
 * keeps a JVM alive.
 */
public final class Monitor implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SHORTEST_INTERVAL_NANOS = 10 * NANOS_PER_MILLI;
    private static final long LISTENER_WAIT_NANOS = 2_000 * NANOS_PER_MILLI;

    private final TickLoop loop;
    private final @Nullable SensorSearch search;
    private final ScopeMeter scopes;
    private final @Nullable ScopeDelivery delivery;
    private final List<IntervalCalls> calls = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Monitor(
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
    public static Builder builder() {
        return new Builder();
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
     * Builder#manualTicks()} an interval ends with the first tick that a reader requests when the period is over.
     *
     * <p>Each call costs a tick, apart from those of the monitor: a period of seconds is usual. One below 10 ms counts as 10 ms.
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
        IntervalCalls started = new IntervalCalls(
                reader(), follower, Math.max(SHORTEST_INTERVAL_NANOS, Builder.nanos(period)), listener);
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
     * available from {@link Scope#energy()}, and goes to the listener of {@link Builder#onScope} when the scope is closed.
     *
     * @param name a name for the result, such as that of a request; may be empty
     * @return the open scope; the caller closes it
     */
    public Scope scope(String name) {
        return scopes.open(name);
    }

    /**
     * Runs an action and returns its energy. If the action throws, this method passes the exception on; the energy then goes
     * only to the listener of {@link Builder#onScope}. That listener gets the energy of every action, with an empty name.
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
     * Measures an action under a name. One that throws is measured too: its energy goes to the listener of {@link
     * Builder#onScope}.
     *
     * @param name what to call it, such as the name of a request
     * @param action what to do
     * @param <X> what it may throw
     * @return the energy from start to end
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
     * @param name what to call it, such as the name of a request
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

    /** All of them together get as long as one: a monitor with many listeners that block is closed as fast. */
    private void endCalls() {
        calls.forEach(IntervalCalls::end);
        long deadline = System.nanoTime() + LISTENER_WAIT_NANOS;
        for (IntervalCalls one : calls) {
            one.awaitEnd(Math.max(1, (deadline - System.nanoTime()) / NANOS_PER_MILLI));
        }
        calls.clear();
    }

    /** Describes a monitor before it is opened. For use by one thread. */
    public static final class Builder {
        /** Practically never, and small enough for nanoseconds in a long. */
        private static final Duration LONGEST_TICK = Duration.ofDays(36_500);

        private String sensorName = Selection.AUTO;
        private final List<Map.Entry<SensorInfo, Sensor>> given = new ArrayList<>();
        private @Nullable WorkloadSource workloads;
        private HostRoots roots = HostRoots.STANDARD;
        private Options options = Options.NONE;
        private Set<WorkloadDetail> details = Set.of();
        private Duration tick = Duration.ofSeconds(1);
        private NanoClock clock = NanoClock.SYSTEM;
        private boolean manual;
        private @Nullable AllocationPolicy policy;
        private @Nullable Consumer<? super ScopeEnergy> onScope;
        private final Map<DomainKind, Long> ceilings = new EnumMap<>(DomainKind.class);
        private @Nullable Providers providers;

        private Builder() {}

        /**
         * Chooses a sensor by name. Sensors that complement it, such as one of GPUs, are opened in addition wherever they are
         * available ({@link io.scaph.api.spi.SensorProvider#complements()}). Has no effect if an open sensor is given.
         *
         * @param name the name or alias of a sensor; {@code auto}, the default, for the best sensor that works here; or
         *     several names joined by commas, to open those sensors and no others
         * @return this builder
         */
        public Builder sensor(String name) {
            sensorName = name;
            return this;
        }

        /**
         * Adds an open sensor, which is used in place of a chosen one. Several sensors can be added if their domains are
         * different.
         *
         * @param name a name for the sensor
         * @param reason what the sensor reads, one line
         * @param sensor the open sensor; the monitor closes it, or {@link #open()} if that fails
         * @return this builder
         */
        public Builder sensor(String name, String reason, Sensor sensor) {
            given.add(Map.entry(new SensorName(name, reason), sensor));
            return this;
        }

        /**
         * Adds an open sensor, instead of one that is chosen, under the id of its first domain. Several may be added if their
         * domains are different.
         *
         * @param sensor the sensor, such as one of {@link Sensor#ofPower}; the monitor closes it
         * @return this
         */
        public Builder sensor(Sensor sensor) {
            given.add(Map.entry(Selection.describe(sensor), sensor));
            return this;
        }

        /**
         * Gives the workload source, instead of the best that works here.
         *
         * @param source the open source; the monitor closes it, or {@link #open()} if that fails
         * @return this builder
         */
        public Builder workloads(WorkloadSource source) {
            workloads = source;
            return this;
        }

        /**
         * Sets where the host's {@code /proc} and {@code /sys} are. By default they are at {@link HostRoots#STANDARD}.
         *
         * @param where the roots
         * @return this builder
         */
        public Builder roots(HostRoots where) {
            roots = where;
            return this;
        }

        /**
         * Sets the values of the sensors' options. By default no value is given ({@link Options#NONE}).
         *
         * @param values the values
         * @return this builder
         */
        public Builder options(Options values) {
            options = values;
            return this;
        }

        /**
         * Sets which details to find out about processes. Has no effect on a source that is given by {@link #workloads}.
         *
         * @param wanted the details; none by default
         * @return this builder
         */
        public Builder details(Set<WorkloadDetail> wanted) {
            details = Set.copyOf(wanted);
            return this;
        }

        /**
         * Sets how energy is divided among the processes.
         *
         * @param how the policy. The default is {@link AllocationPolicy#ACTIVE} if a hypervisor relays the host's energy,
         *     because the hypervisor has already divided it by use; otherwise {@link AllocationPolicy#CAPACITY}
         * @return this builder
         */
        public Builder policy(AllocationPolicy how) {
            policy = how;
            return this;
        }

        /**
         * Sets a power that no domain of a kind can reach. Larger steps of a counter are treated as resets or misreads.
         * Counters are read often enough that no power below the ceiling makes one wrap unseen.
         *
         * @param kind the kind of the domains
         * @param watts the ceiling, in W, above 0; {@link DomainKind#ceilingWatts()} by default
         * @return this builder
         * @throws IllegalArgumentException if the ceiling is not above 0
         */
        public Builder ceiling(DomainKind kind, long watts) {
            if (watts <= 0) {
                throw new IllegalArgumentException(
                        "the ceiling of " + kind.label() + " must be above 0 W, not " + watts + " W");
            }
            ceilings.put(kind, watts);
            return this;
        }

        /**
         * Sets the time between two ticks. Counters that could wrap unseen in this time are also read between ticks.
         *
         * @param period the time, above 0; 1 s by default
         * @return this builder
         * @throws IllegalArgumentException if the time is not above 0
         */
        public Builder tick(Duration period) {
            if (period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("the time between two ticks must be above 0, not " + period);
            }
            tick = period;
            return this;
        }

        private static long nanos(Duration period) {
            return (period.compareTo(LONGEST_TICK) < 0 ? period : LONGEST_TICK).toNanos();
        }

        /**
         * Sets a listener that gets the energy of every scope when it is closed. It is called on a thread of the monitor, in the
         * order in which scopes are closed. One that throws is logged and called again; one that blocks holds up nothing, but loses
         * results when 10,000 wait. Closing the monitor delivers those that wait, for at most 2 s. A scope that is closed after the
         * monitor is not delivered.
         *
         * @param listener the listener to call; none by default
         * @return this builder
         */
        public Builder onScope(Consumer<? super ScopeEnergy> listener) {
            onScope = listener;
            return this;
        }

        /**
         * Sets the clock, for tests. A clock that stands still until a test moves it also needs {@link #manualTicks()}.
         *
         * @param time the clock; {@link NanoClock#SYSTEM} by default
         * @return this builder
         */
        public Builder clock(NanoClock time) {
            clock = time;
            return this;
        }

        /**
         * Makes the monitor tick only when a reader requests it, on the thread of the reader, and once at the end of a subscription.
         * The reader must request ticks often enough that no counter wraps unseen.
         *
         * @return this builder
         */
        public Builder manualTicks() {
            manual = true;
            return this;
        }

        /**
         * Sets the providers to choose from. By default they are those that {@link Providers#load()} finds.
         *
         * @param found the providers
         * @return this builder
         */
        public Builder providers(Providers found) {
            providers = found;
            return this;
        }

        /**
         * Opens the monitor.
         *
         * @return an open monitor, whose totals start now; the caller closes it
         * @throws SensorUnavailableException if a sensor that was named or given can't work here, or, in automatic choice, no
         *     sensor can
         * @throws IllegalArgumentException if no sensor has the given name, or two sensors measure the same energy
         */
        public Monitor open() throws SensorUnavailableException {
            Providers found = providers == null ? Providers.load() : providers;
            // A plugin that is opened or first read must not keep anything of the caller's thread.
            return BackgroundThreads.<Monitor, SensorUnavailableException>call("scaph-open", () -> open(found));
        }

        private Monitor open(Providers found) throws SensorUnavailableException {
            List<OpenSensor> sensors = new ArrayList<>();
            WorkloadSource source = workloads;
            boolean complete = false;
            try {
                PluginSetup setup = PluginSetup.standard()
                        .withRoots(roots)
                        .withOptions(options)
                        .withClock(clock);
                for (Map.Entry<SensorInfo, Sensor> one : given) {
                    sensors.add(Selection.opened(one.getKey(), one.getValue()));
                }
                if (sensors.isEmpty()) {
                    sensors.addAll(Selection.sensors(sensorName, found.sensors(), setup));
                }
                if (source == null) {
                    source = Selection.workloads(
                            found.workloadSources(),
                            PluginSetup.standard().withRoots(roots).withDetails(details));
                }
                sensors.replaceAll(this::capped);
                CpuClocks clocks = Selection.cpuClocks(source);
                Tick oneTick = new Tick(sensors, source, clock, policyFor(sensors));
                TickLoop loop = start(oneTick);
                boolean searching = !manual && given.isEmpty() && !sensorName.contains(",");
                SensorSearch search = searching
                        ? new SensorSearch(
                                sensorName.equals(Selection.AUTO), found.sensors(), setup, this::capped, oneTick.counters())
                        : null;
                Monitor monitor = new Monitor(loop, search, clock, clocks, onScope);
                complete = true;
                return monitor;
            } finally {
                if (!complete) {
                    if (given.isEmpty()) {
                        sensors.forEach(OpenSensor::close);
                    }
                    given.forEach(one -> OpenSensor.close(one.getKey(), one.getValue()));
                    if (source != null) {
                        Selection.close(source);
                    }
                }
            }
        }

        private OpenSensor capped(OpenSensor open) {
            return open.withCeilings(ceilings);
        }

        private AllocationPolicy policyFor(List<OpenSensor> sensors) {
            if (policy != null) {
                return policy;
            }
            boolean relayed = sensors.stream()
                    .flatMap(open -> open.topology().host().stream())
                    .anyMatch(domain -> domain.quality() == Quality.RELAYED);
            return relayed ? AllocationPolicy.ACTIVE : AllocationPolicy.CAPACITY;
        }

        private TickLoop start(Tick oneTick) {
            return manual ? TickLoop.manual(oneTick, clock) : TickLoop.start(oneTick, clock, nanos(tick));
        }
    }
}
