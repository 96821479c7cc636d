package io.scaph.api.internal.discovery;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.thread.PeriodicTask;
import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.internal.value.SensorName;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time whether the sensor of a running monitor is still the right one, on a daemon thread of its own:
 *
 * <ul>
 *   <li>a better sensor, that could not be opened before, works now: it takes over, once its counters were seen to move;
 *   <li>the sensor would find more counters than when it was opened, such as a package that appeared later: they join;
 *   <li>no counter of the host has moved for 10 s, as in some virtual machines: the next best sensor takes over.
 * </ul>
 *
 * <p>All totals go on. A sensor that was named, and not chosen automatically, is never replaced by another. Safe for use by
 * several threads.
 */
public final class SensorSearch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SensorSearch.class);

    private static final long PERIOD_NANOS = 10_000_000_000L;

    /** After the first minute counters are looked for once a minute: it takes some milliseconds. */
    private static final int FIRST_LOOKS = 6;

    private static final int PERIODS_PER_LOOK = 6;

    /** How often the counters of a better sensor are read, once a second, until all of them have moved. */
    private static final int TRIALS = 12;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long CLOSE_WAIT_MILLIS = 1_000;

    private final boolean automatic;
    private final List<SensorProvider> providers;
    private final PluginSetup setup;
    private final UnaryOperator<OpenSensor> prepared;
    private final Tick tick;
    private final PeriodicTask task = new PeriodicTask("scaph-sensor-search", PERIOD_NANOS, this::search);
    private int periods;

    /**
     * Makes a search; {@link #start()} starts it.
     *
     * @param automatic whether the sensor was chosen automatically
     * @param providers the sensors that there are
     * @param setup what to open them with
     * @param prepared makes an opened sensor ready for the monitor
     * @param tick reads the sensors; the first is the one that is looked after
     */
    public SensorSearch(
            boolean automatic,
            List<SensorProvider> providers,
            PluginSetup setup,
            UnaryOperator<OpenSensor> prepared,
            Tick tick) {
        this.automatic = automatic;
        this.providers = Selection.candidates(providers);
        this.setup = setup;
        this.prepared = prepared;
        this.tick = tick;
    }

    /** Starts to look. */
    public void start() {
        task.start();
    }

    private void search() {
        periods++;
        if (periods <= FIRST_LOOKS || periods % PERIODS_PER_LOOK == 0 || tick.frozen()) {
            look();
        }
    }

    /** Looks once. */
    void look() {
        OpenSensor current = tick.sensors().get(0);
        for (SensorProvider provider : providers) {
            if (provider.name().equals(current.info().name())) {
                if (join(provider, current) || !automatic || !tick.frozen()) {
                    return;
                }
            } else if (automatic && takeOver(provider, current)) {
                return;
            }
        }
    }

    /** Counters that were not there, or closed, when the sensor was opened. */
    private boolean join(SensorProvider provider, OpenSensor current) {
        Topology before = current.sensor().topology();
        Sensor sensor = null;
        try {
            Availability found = Selection.guard(provider.name(), () -> provider.probe(setup));
            if (!found.isAvailable()
                    || found.topology().filter(now -> adds(now, before)).isEmpty()) {
                return false;
            }
            sensor = Selection.open(provider, setup);
            if (adds(sensor.topology(), before)) {
                List<String> more = new ArrayList<>(ids(sensor.topology()));
                more.removeAll(ids(before));
                String line = "sensor " + provider.name() + ": "
                        + (more.isEmpty() ? "counters that were closed" : String.join(", ", more))
                        + " can be read now and are measured from here on";
                return replace(current, new SensorName(provider.name(), found.reason()), sensor, line);
            }
        } catch (SensorUnavailableException e) {
            LOGGER.debug("sensor {} stays as it is: {}", provider.name(), e.getMessage());
        }
        if (sensor != null) {
            Selection.close(provider.name(), sensor);
        }
        return false;
    }

    private static boolean adds(Topology now, Topology before) {
        return !ids(before).containsAll(ids(now)) || !counted(before).containsAll(counted(now));
    }

    private static Set<String> ids(Topology topology) {
        Set<String> ids = new HashSet<>();
        topology.domains().forEach(domain -> ids.add(domain.id()));
        return ids;
    }

    private static Set<String> counted(Topology topology) {
        Set<String> ids = new HashSet<>();
        topology.host().forEach(domain -> ids.add(domain.id()));
        topology.hostWithoutPsys().forEach(domain -> ids.add(domain.id()));
        return ids;
    }

    /** Another sensor, if it works. */
    private boolean takeOver(SensorProvider provider, OpenSensor current) {
        Sensor sensor = null;
        try {
            String detail = Selection.require(provider, setup);
            sensor = Selection.open(provider, setup);
            if (Selection.isEstimate(sensor) || moves(sensor)) {
                String line = tick.frozen()
                        ? "the counters of sensor " + current.info().name() + " do not move: sensor " + provider.name()
                                + " takes over until they do"
                        : "sensor " + provider.name() + " works now and takes over from sensor "
                                + current.info().name();
                return replace(current, new SensorName(provider.name(), detail), sensor, line);
            }
            LOGGER.debug("sensor {} is not used: its counters do not move", provider.name());
        } catch (SensorUnavailableException e) {
            LOGGER.debug("sensor {} is not used: {}", provider.name(), e.getMessage());
        }
        if (sensor != null) {
            Selection.close(provider.name(), sensor);
        }
        return false;
    }

    /** Whether every counter of the host can be read and moves. */
    private boolean moves(Sensor sensor) throws SensorUnavailableException {
        List<Domain> domains = sensor.topology().domains();
        int[] counted =
                sensor.topology().host().stream().mapToInt(domains::indexOf).toArray();
        CounterReadings first = new CounterReadings(domains.size());
        CounterReadings now = new CounterReadings(domains.size());
        read(sensor, first);
        for (int i = 0; i < TRIALS && task.pause(SECOND_NANOS); i++) {
            read(sensor, now);
            boolean all = true;
            for (int domain : counted) {
                all &= now.failure(domain).isEmpty()
                        && first.failure(domain).isEmpty()
                        && now.microjoules(domain) != first.microjoules(domain);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private static void read(Sensor sensor, CounterReadings counters) throws SensorUnavailableException {
        counters.begin(System.nanoTime());
        Selection.guard("reading it", () -> {
            sensor.read(counters);
            return counters;
        });
    }

    private boolean replace(OpenSensor current, SensorInfo info, Sensor sensor, String line) {
        OpenSensor next = prepared.apply(new OpenSensor(info, sensor));
        List<OpenSensor> all = new ArrayList<>(tick.sensors());
        all.set(0, next);
        try {
            tick.replace(all);
        } catch (IllegalArgumentException e) {
            LOGGER.warn("sensor {} can't take over: {}", info.name(), e.getMessage());
            Selection.close(info.name(), sensor);
            return false;
        }
        LOGGER.warn("{}", line);
        while (!tick.sensors().contains(next)) {
            if (!task.pause(SECOND_NANOS / 10)) {
                return true;
            }
        }
        Selection.close(current.info().name(), current.sensor());
        return true;
    }

    /** Stops looking. */
    @Override
    public void close() {
        task.close();
        task.awaitEnd(CLOSE_WAIT_MILLIS);
    }
}
