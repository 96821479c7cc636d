package io.scaph.sensor.powercap;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.linux.perf.EventGroup;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;

/**
 * Access to RAPL by perf events, for users that may not read powercap's counters.
 *
 * @param setup what the sensor is opened with
 * @param zones the zones of powercap; empty without powercap
 * @param powercap why powercap's counters can't be read
 * @param vendor the CPUID vendor, if it is known
 * @param opener opens a group of events
 */
record PerfAccess(
        PluginSetup setup,
        Optional<ZoneMap> zones,
        Availability powercap,
        Optional<String> vendor,
        EventGroup.Opener opener) {
    private static final String REMEDY =
            "; or open perf events: to a service by AmbientCapabilities=CAP_PERFMON, to all"
                    + " users by sudo sysctl kernel.perf_event_paranoid=0";

    /** Looks for the events and tries them once: opens, reads, closes. Without a PMU {@code power} no native code is loaded. */
    CounterAccess find() {
        try {
            Optional<PerfPmu> pmu = PerfPmu.read(setup.roots().sysfs());
            return pmu.isEmpty() ? CounterAccess.unavailable(powercap) : tried(pmu.get());
        } catch (IOException e) {
            String remedy = e instanceof AccessDeniedException ? powercap.remedy() + REMEDY : powercap.remedy();
            return CounterAccess.unavailable(Availability.unavailable(
                            powercap.reason() + "; perf events can't be used either: " + e.getMessage(), remedy)
                    .withTopology(powercap.topology().orElse(null)));
        }
    }

    private CounterAccess tried(PerfPmu pmu) throws IOException {
        PerfMap map;
        String part = ", packages only";
        if (zones.isPresent()) {
            map = new PerfMapper(pmu, vendor).named(zones.get());
            List<String> missing = map.missing(zones.get());
            part = missing.isEmpty() ? "" : " without " + String.join(", ", missing);
        } else {
            map = new PerfMapper(pmu, vendor).packagesOnly();
        }
        CounterAccess.SensorOpener perf = () -> PerfSensor.open(
                pmu.type(), map, opener, new SuspendWatch(setup.roots().procfs(), setup.clock()));
        int count = map.topology().domains().size();
        tryOnce(perf, count);
        String detail = count + (count == 1 ? " energy counter" : " energy counters") + " by perf events (PMU power)"
                + part + ", because " + powercap.reason();
        return new CounterAccess(Availability.available(detail).withTopology(map.topology()), perf);
    }

    private static void tryOnce(CounterAccess.SensorOpener perf, int count) throws IOException {
        CounterReadings counters = new CounterReadings(count);
        try (Sensor sensor = perf.open()) {
            sensor.read(counters);
        }
        for (int i = 0; i < count; i++) {
            Optional<String> failure = counters.failure(i);
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
        }
    }
}
