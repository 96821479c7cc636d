package io.scaph.api.internal.discovery;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.host.HostCounters;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.thread.PeriodicTask;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks from time to time whether the sensor of a running monitor is still the right one, on its own daemon thread:
 *
 * <ul>
 *   <li>a better sensor, that could not be opened before, works now: it takes over, once its counters were seen to move;
 *   <li>the sensor would find more counters than when it was opened, such as a package that appeared later: they join;
 *   <li>no counter of the host has moved for 10 s, as in some virtual machines: the next best sensor takes over.
 * </ul>
 *
 * <p>All totals continue. A sensor that was named, and not chosen automatically, is never replaced by another. Safe for use by
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
    private final HostCounters counters;
    private final PeriodicTask task = new PeriodicTask("scaph-sensor-search", PERIOD_NANOS, this::search);
    private int periods;

    /**
     * Makes a search; {@link #start()} starts it.
     *
     * @param automatic whether the sensor was chosen automatically
     * @param providers the sensors that there are
     * @param setup what to open them with
     * @param prepared makes an opened sensor ready for the monitor
     * @param counters the counters that are read; their first sensor is the one that is looked after
     */
    public SensorSearch(
            boolean automatic,
            List<SensorProvider> providers,
            PluginSetup setup,
            UnaryOperator<OpenSensor> prepared,
            HostCounters counters) {
        this.automatic = automatic;
        this.providers = Selection.candidates(providers);
        this.setup = setup;
        this.prepared = prepared;
        this.counters = counters;
    }

    /** Starts to look. */
    public void start() {
        task.start();
    }

    private void search() {
        periods++;
        if (periods <= FIRST_LOOKS || periods % PERIODS_PER_LOOK == 0 || counters.frozen()) {
            look();
        }
    }

    /** Looks once. */
    void look() {
        OpenSensor current = counters.sensors().get(0);
        for (SensorProvider provider : providers) {
            if (Ranking.name(provider).equals(current.info().name())) {
                if (join(provider, current) || !automatic || !counters.frozen()) {
                    return;
                }
            } else if (automatic && takeOver(provider, current)) {
                return;
            }
        }
    }

    /** Counters that were not there, or closed, when the sensor was opened. */
    private boolean join(SensorProvider provider, OpenSensor current) {
        String name = current.info().name();
        Topology before = current.topology();
        try {
            Availability found = Selection.probe(provider, setup);
            if (!found.isAvailable()
                    || found.topology().filter(now -> adds(now, before)).isEmpty()) {
                return false;
            }
            OpenSensor open = Selection.open(provider, found.reason(), setup);
            if (adds(open.topology(), before)) {
                List<String> more = new ArrayList<>(ids(open.topology().domains()));
                more.removeAll(ids(before.domains()));
                String line = "sensor " + name + ": "
                        + (more.isEmpty() ? "counters that were closed" : String.join(", ", more))
                        + " can be read now and are measured from here on";
                return replace(current, open, line);
            }
            open.close();
        } catch (SensorUnavailableException e) {
            LOGGER.debug("sensor {} stays as it is: {}", name, e.getMessage());
        }
        return false;
    }

    private static boolean adds(Topology now, Topology before) {
        return !ids(before.domains()).containsAll(ids(now.domains()))
                || !ids(counted(before)).containsAll(ids(counted(now)));
    }

    private static List<Domain> counted(Topology topology) {
        return Stream.concat(topology.host().stream(), topology.hostWithoutPsys().stream())
                .toList();
    }

    private static List<String> ids(List<Domain> domains) {
        return domains.stream().map(Domain::id).toList();
    }

    /** Another sensor, if it works. */
    private boolean takeOver(SensorProvider provider, OpenSensor current) {
        String name = Ranking.name(provider);
        try {
            OpenSensor open = Selection.open(provider, Selection.require(provider, setup), setup);
            if (Selection.isEstimate(open.topology()) || moves(open)) {
                String line = counters.frozen()
                        ? "the counters of sensor " + current.info().name() + " do not move: sensor " + name
                                + " takes over until they do"
                        : "sensor " + name + " works now and takes over from sensor "
                                + current.info().name();
                return replace(current, open, line);
            }
            LOGGER.debug("sensor {} is not used: its counters do not move", name);
            open.close();
        } catch (SensorUnavailableException e) {
            LOGGER.debug("sensor {} is not used: {}", name, e.getMessage());
        }
        return false;
    }

    /** Whether every counter of the host can be read and moves. */
    private boolean moves(OpenSensor open) {
        List<Domain> domains = open.topology().domains();
        int[] counted =
                open.topology().host().stream().mapToInt(domains::indexOf).toArray();
        CounterReadings first = new CounterReadings(domains.size());
        CounterReadings now = new CounterReadings(domains.size());
        PluginGuard guard = new PluginGuard(LOGGER, "sensor " + open.info().name());
        if (!read(open, first, guard)) {
            return false;
        }
        for (int i = 0; i < TRIALS && task.pause(SECOND_NANOS) && read(open, now, guard); i++) {
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

    private boolean read(OpenSensor open, CounterReadings counters, PluginGuard guard) {
        counters.begin(setup.clock().nanoTime());
        return guard.run(() -> open.sensor().read(counters)) == null;
    }

    private boolean replace(OpenSensor current, OpenSensor open, String line) {
        OpenSensor next = prepared.apply(open);
        List<OpenSensor> all = new ArrayList<>(counters.sensors());
        all.set(0, next);
        try {
            counters.replace(all);
        } catch (IllegalArgumentException e) {
            LOGGER.warn("sensor {} can't take over: {}", next.info().name(), e.getMessage());
            next.close();
            return false;
        }
        LOGGER.warn("{}", line);
        while (!counters.sensors().contains(next)) {
            if (!task.pause(SECOND_NANOS / 10)) {
                return true;
            }
        }
        current.close();
        return true;
    }

    /** Stops looking. */
    @Override
    public void close() {
        task.close();
        task.awaitEnd(CLOSE_WAIT_MILLIS);
    }
}
