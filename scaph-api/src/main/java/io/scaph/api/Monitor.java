package io.scaph.api;

import io.scaph.api.internal.discovery.Selection;
import io.scaph.api.internal.discovery.SensorSearch;
import io.scaph.api.internal.interval.IntervalCalls;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.scope.ScopeDelivery;
import io.scaph.api.internal.scope.ScopeMeter;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.internal.value.SensorName;
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
import io.scaph.api.spi.WorkloadDetail;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
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
 * Measures a host: owns the sensors, reads everything at a steady pace on a daemon thread of its own, and hands out
 * immutable snapshots to any number of readers. Safe for use by several threads. Never throws into the application after
 * it was opened, and never keeps a JVM alive.
 */
public final class Monitor implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;
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
     * Opens a monitor with the best sensor that works here.
     *
     * @return an open monitor whose baseline is now
     * @throws SensorUnavailableException if no sensor works here
     */
    public static Monitor open() throws SensorUnavailableException {
        return builder().open();
    }

    /**
     * Begins to describe a monitor.
     *
     * @return a builder with the defaults: the best sensor, the best workload source, a tick a second
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a place to read from.
     *
     * @return a reader that has seen nothing before the last tick; the caller closes it
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
     * @param period the time between two calls, above 0
     * @param listener what to call
     * @return a handle that ends the calls; closing the monitor ends them too
     * @throws IllegalArgumentException if the period is not above 0
     */
    public Subscription onInterval(Duration period, Consumer<? super Interval> listener) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the time between two calls must be above 0, not " + period);
        }
        Objects.requireNonNull(listener);
        SnapshotReader follower = loop.isManual() ? reader() : null;
        IntervalCalls started = new IntervalCalls(reader(), follower, Builder.nanos(period), listener);
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
     * Starts to measure a piece of this program. Costs a few system calls at each end; the counters are read at most once in 2 ms,
     * however many scopes are open. The result is in {@link Scope#energy()} and goes to the listener of {@link Builder#onScope}.
     *
     * @param name what to call it, such as the name of a request
     * @return the open scope; the caller closes it
     */
    public Scope scope(String name) {
        return scopes.open(name);
    }

    /**
     * Measures an action. One that throws is measured too: its energy goes to the listener of {@link Builder#onScope}, under an
     * empty name.
     *
     * @param action what to do
     * @param <X> what it may throw
     * @return the energy from start to end
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
     * @param computation what to compute
     * @param energy is given the energy from start to end, on this thread
     * @param <T> the type of the result
     * @param <X> what it may throw
     * @return the result of the computation
     * @throws X if the computation throws it
     */
    public <T, X extends Exception> T compute(Computation<T, X> computation, Consumer<? super ScopeEnergy> energy)
            throws X {
        Scope scope = scopes.open("");
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

    /** Stops measuring and releases the sensors; readers keep the last snapshot. Does nothing the second time. */
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
        /** As good as never, and small enough for nanoseconds in a long. */
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
         * Chooses a sensor by name. Used only if no open sensor is given. Beside it are opened those that complement it,
         * such as one of GPUs, where they are available ({@link io.scaph.api.spi.SensorProvider#complements()}).
         *
         * @param name its name or alias, or {@code auto} for the best that works here; or several, joined by commas: then
         *     those alone
         * @return this
         */
        public Builder sensor(String name) {
            sensorName = name;
            return this;
        }

        /**
         * Adds an open sensor, instead of one that is chosen. Several may be added if their domains are different.
         *
         * @param name what to call it
         * @param reason what it reads, one line
         * @param sensor the sensor; the monitor closes it, {@link #open()} does if there will be none
         * @return this
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
         * @param source the source; the monitor closes it, {@link #open()} does if there will be none
         * @return this
         */
        public Builder workloads(WorkloadSource source) {
            workloads = source;
            return this;
        }

        /**
         * Says where the host's {@code /proc} and {@code /sys} are.
         *
         * @param where the roots
         * @return this
         */
        public Builder roots(HostRoots where) {
            roots = where;
            return this;
        }

        /**
         * Gives the values of the sensors' options.
         *
         * @param values the options
         * @return this
         */
        public Builder options(Options values) {
            options = values;
            return this;
        }

        /**
         * Says what is to be told of processes.
         *
         * @param wanted the details; none by default
         * @return this
         */
        public Builder details(Set<WorkloadDetail> wanted) {
            details = Set.copyOf(wanted);
            return this;
        }

        /**
         * Chooses how energy is divided among those who used the CPUs.
         *
         * @param how the policy; by default {@code active} if the host's energy is relayed by a hypervisor, which has
         *     already attributed it by use, and {@code capacity} if not
         * @return this
         */
        public Builder policy(AllocationPolicy how) {
            policy = how;
            return this;
        }

        /**
         * Sets the power that no domain of a kind can reach. A counter step that would take more is a reset or a misread;
         * and so often are counters read that none can wrap unseen below it.
         *
         * @param kind which domains
         * @param watts the ceiling, in watts; {@link DomainKind#ceilingWatts()} by default
         * @return this
         * @throws IllegalArgumentException if it is not above 0
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
         * Sets the time between two ticks. Counters that could wrap unseen
         * meanwhile are read in between.
         *
         * @param period above 0; 1 s by default
         * @return this
         * @throws IllegalArgumentException if it is not above 0
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
         * @param listener what to call
         * @return this
         */
        public Builder onScope(Consumer<? super ScopeEnergy> listener) {
            onScope = listener;
            return this;
        }

        /**
         * Sets the clock to measure by, for tests. A clock that stands still until it is moved needs {@link #manualTicks()} as
         * well.
         *
         * @param time the clock
         * @return this
         */
        public Builder clock(NanoClock time) {
            clock = time;
            return this;
        }

        /**
         * Ticks only when a reader asks, on the reader's thread; the monitor then has no thread. The reader has to ask
         * often enough for the counters.
         *
         * @return this
         */
        public Builder manualTicks() {
            manual = true;
            return this;
        }

        /**
         * Gives the providers to choose from, instead of those that {@link Providers#load()} finds.
         *
         * @param found the providers
         * @return this
         */
        public Builder providers(Providers found) {
            providers = found;
            return this;
        }

        /**
         * Opens the monitor.
         *
         * @return an open monitor whose baseline is now
         * @throws SensorUnavailableException if the chosen sensor, or in automatic choice every sensor, can't work here
         * @throws IllegalArgumentException if there is no sensor of the name given, or two sensors measure one domain
         */
        public Monitor open() throws SensorUnavailableException {
            Providers found = providers == null ? Providers.load() : providers;
            // What a plugin does when it is opened or first read must not keep anything of the caller's thread.
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
                                sensorName.equals(Selection.AUTO), found.sensors(), setup, this::capped, oneTick)
                        : null;
                Monitor monitor = new Monitor(loop, search, clock, clocks, onScope);
                complete = true;
                return monitor;
            } finally {
                if (!complete) {
                    if (given.isEmpty()) {
                        sensors.forEach(Selection::close);
                    }
                    given.forEach(one -> Selection.close(one.getKey(), one.getValue()));
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
