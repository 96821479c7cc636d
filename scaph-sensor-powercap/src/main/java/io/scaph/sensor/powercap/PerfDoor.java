package io.scaph.sensor.powercap;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.linux.environment.SuspendWatch;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;

/** The way to RAPL by perf events, for users to whom powercap's counters are closed. */
final class PerfDoor {
    private static final String REMEDY =
            "; or open perf events: to a service by AmbientCapabilities=CAP_PERFMON, to all"
                    + " users by sudo sysctl kernel.perf_event_paranoid=0";

    private final Availability availability;
    private final Way way;

    private PerfDoor(Availability availability, Way way) {
        this.availability = availability;
        this.way = way;
    }

    private interface Way {
        Sensor open() throws IOException;
    }

    /**
     * Looks whether there is such a way, and tries it once: opens, reads, closes. Without a PMU {@code power} no native
     * code is loaded.
     *
     * @param setup what the sensor is opened with
     * @param zones what powercap names; empty if it has no zones
     * @param powercap why its counters can't be read
     * @param vendor the CPUID vendor, if it is known
     * @param opener opens a group of events
     */
    static PerfDoor find(
            PluginSetup setup,
            Optional<ZoneMap> zones,
            Availability powercap,
            Optional<String> vendor,
            EventGroup.Opener opener) {
        try {
            Optional<PerfPmu> pmu = PerfPmu.read(setup.roots().sysfs());
            return pmu.isEmpty() ? shut(powercap) : tried(setup, pmu.get(), zones, powercap, vendor, opener);
        } catch (IOException e) {
            String remedy = e instanceof AccessDeniedException ? powercap.remedy() + REMEDY : powercap.remedy();
            return shut(Availability.unavailable(
                            powercap.reason() + "; perf events can't be used either: " + message(e), remedy)
                    .withTopology(powercap.topology().orElse(null)));
        }
    }

    private static PerfDoor tried(
            PluginSetup setup,
            PerfPmu pmu,
            Optional<ZoneMap> zones,
            Availability powercap,
            Optional<String> vendor,
            EventGroup.Opener opener)
            throws IOException {
        PerfMap map;
        String part = ", packages only";
        if (zones.isPresent()) {
            map = PerfMap.named(pmu, zones.get(), vendor);
            List<String> lacking = map.lacking(zones.get());
            part = lacking.isEmpty() ? "" : " without " + String.join(", ", lacking);
        } else {
            map = PerfMap.packagesOnly(pmu, vendor);
        }
        Way way = () -> PerfSensor.open(
                pmu.type(), map, opener, new SuspendWatch(setup.roots().procfs(), setup.clock()));
        tryOnce(way, map);
        int count = map.topology().domains().size();
        String detail = count + (count == 1 ? " energy counter" : " energy counters") + " by perf events (PMU power)"
                + part + ", because " + powercap.reason();
        return new PerfDoor(Availability.available(detail).withTopology(map.topology()), way);
    }

    private static void tryOnce(Way way, PerfMap map) throws IOException {
        CounterReadings counters = new CounterReadings(map.topology().domains().size());
        try (Sensor sensor = way.open()) {
            sensor.read(counters);
        }
        for (int i = 0; i < counters.size(); i++) {
            Optional<String> failure = counters.failure(i);
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
        }
    }

    private static PerfDoor shut(Availability reason) {
        return new PerfDoor(reason, () -> {
            throw new IOException(reason.reason());
        });
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Whether the energy of a host can be read this way. */
    boolean isOpen() {
        return availability.isAvailable();
    }

    /** Whether it can be, or why neither this way nor powercap. */
    Availability availability() {
        return availability;
    }

    Sensor open() throws SensorUnavailableException {
        try {
            return way.open();
        } catch (IOException e) {
            throw new SensorUnavailableException(message(e), "try again; it worked a moment before");
        }
    }
}
