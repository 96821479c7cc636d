package io.scaph.api;

import io.scaph.api.internal.discovery.Selection;
import io.scaph.api.internal.discovery.SensorSearch;
import io.scaph.api.internal.discovery.WorkloadSelection;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.SensorInfo;
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
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Describes a monitor before it is opened. For use by one thread. */
public final class MonitorBuilder {
    private record GivenSensor(SensorInfo info, Sensor sensor) {}

    private String sensorName = Selection.AUTO;
    private final List<GivenSensor> given = new ArrayList<>();
    private @Nullable WorkloadSource workloads;
    private PluginSetup setup = PluginSetup.standard();
    private Duration tick = Duration.ofSeconds(1);
    private boolean manual;
    private @Nullable AllocationPolicy policy;
    private @Nullable Consumer<? super ScopeEnergy> onScope;
    private final Map<DomainKind, Long> ceilings = new EnumMap<>(DomainKind.class);
    private @Nullable Providers providers;

    MonitorBuilder() {}

    /**
     * Chooses a sensor by name. Sensors that complement it, such as one of GPUs, are opened in addition wherever they are
     * available ({@link io.scaph.api.spi.SensorProvider#complements()}). Has no effect if an open sensor is given.
     *
     * @param name the name or alias of a sensor; {@code auto}, the default, for the best sensor that works here; or
     *     several names joined by commas, to open those sensors and no others
     * @return this builder
     */
    public MonitorBuilder sensor(String name) {
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
    public MonitorBuilder sensor(String name, String reason, Sensor sensor) {
        given.add(new GivenSensor(new SensorName(name, reason), sensor));
        return this;
    }

    /**
     * Adds an open sensor, instead of a chosen one, under the id of its first domain. Several sensors can be added if their
     * domains are different.
     *
     * @param sensor the sensor, such as one of {@link Sensor#ofPower}; the monitor closes it
     * @return this builder
     */
    public MonitorBuilder sensor(Sensor sensor) {
        given.add(new GivenSensor(Selection.describe(sensor), sensor));
        return this;
    }

    /**
     * Gives the workload source, instead of the best that works here.
     *
     * @param source the open source; the monitor closes it, or {@link #open()} if that fails
     * @return this builder
     */
    public MonitorBuilder workloads(WorkloadSource source) {
        workloads = source;
        return this;
    }

    /**
     * Sets where the host's {@code /proc} and {@code /sys} are. By default they are at {@link HostRoots#STANDARD}.
     *
     * @param where the roots
     * @return this builder
     */
    public MonitorBuilder roots(HostRoots where) {
        setup = setup.withRoots(where);
        return this;
    }

    /**
     * Sets the values of the sensors' options.
     *
     * @param values the values; {@link Options#NONE} by default
     * @return this builder
     */
    public MonitorBuilder options(Options values) {
        setup = setup.withOptions(values);
        return this;
    }

    /**
     * Sets which details to find out about processes. Has no effect on a source that is given by {@link #workloads}.
     *
     * @param wanted the details; none by default
     * @return this builder
     */
    public MonitorBuilder details(Set<WorkloadDetail> wanted) {
        setup = setup.withDetails(wanted);
        return this;
    }

    /**
     * Sets how energy is divided among the processes.
     *
     * @param how the policy. The default is {@link AllocationPolicy#ACTIVE} if a hypervisor relays the host's energy,
     *     because the hypervisor has already divided it by use; otherwise {@link AllocationPolicy#CAPACITY}
     * @return this builder
     */
    public MonitorBuilder policy(AllocationPolicy how) {
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
    public MonitorBuilder ceiling(DomainKind kind, long watts) {
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
    public MonitorBuilder tick(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the time between two ticks must be above 0, not " + period);
        }
        tick = period;
        return this;
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
    public MonitorBuilder onScope(Consumer<? super ScopeEnergy> listener) {
        onScope = listener;
        return this;
    }

    /**
     * Sets the clock, for tests. A clock that stands still until a test moves it also needs {@link #manualTicks()}.
     *
     * @param time the clock; {@link NanoClock#SYSTEM} by default
     * @return this builder
     */
    public MonitorBuilder clock(NanoClock time) {
        setup = setup.withClock(time);
        return this;
    }

    /**
     * Makes the monitor tick only when a reader requests it, on the thread of the reader, and once at the end of a subscription.
     * The reader must request ticks often enough that no counter wraps unseen.
     *
     * @return this builder
     */
    public MonitorBuilder manualTicks() {
        manual = true;
        return this;
    }

    /**
     * Sets the providers to choose from. By default they are those that {@link Providers#load()} finds.
     *
     * @param found the providers
     * @return this builder
     */
    public MonitorBuilder providers(Providers found) {
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
            for (GivenSensor one : given) {
                sensors.add(Selection.opened(one.info(), one.sensor()));
            }
            if (given.isEmpty()) {
                sensors.addAll(Selection.sensors(sensorName, found.sensors(), setup));
            }
            if (source == null) {
                PluginSetup where = PluginSetup.standard().withRoots(setup.roots());
                source = WorkloadSelection.open(found.workloadSources(), where.withDetails(setup.details()));
            }
            sensors.replaceAll(open -> open.withCeilings(ceilings));
            CpuClocks clocks = WorkloadSelection.cpuClocks(source);
            Tick oneTick = new Tick(sensors, source, setup.clock(), policyFor(sensors));
            TickLoop loop = manual
                    ? TickLoop.manual(oneTick, setup.clock())
                    : TickLoop.start(oneTick, setup.clock(), Monitor.nanos(tick));
            Monitor monitor = new Monitor(loop, search(found, oneTick), setup.clock(), clocks, onScope);
            complete = true;
            return monitor;
        } finally {
            if (!complete) {
                closeAll(sensors, source);
            }
        }
    }

    private void closeAll(List<OpenSensor> sensors, @Nullable WorkloadSource source) {
        if (given.isEmpty()) {
            sensors.forEach(OpenSensor::close);
        }
        given.forEach(one -> OpenSensor.close(one.info(), one.sensor()));
        if (source != null) {
            WorkloadSelection.close(source);
        }
    }

    private @Nullable SensorSearch search(Providers found, Tick oneTick) {
        if (manual || !given.isEmpty() || sensorName.contains(",")) {
            return null;
        }
        boolean automatic = sensorName.equals(Selection.AUTO);
        return new SensorSearch(
                automatic, found.sensors(), setup, open -> open.withCeilings(ceilings), oneTick.counters());
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
}
