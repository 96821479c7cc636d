package io.scaph.api.internal.host;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.PluginGuard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open sensor, with the meters of its domains. Allocates nothing unless an error occurs. */
final class SensorSlot {
    private static final Logger LOGGER = LoggerFactory.getLogger(SensorSlot.class);

    private final OpenSensor open;
    private final DomainMeter[] meters;
    private final CounterReadings readings;
    private final String title;
    private final PluginGuard guard;
    /** Created once: a lambda created for each reading would be garbage. */
    private final PluginGuard.Call reading;

    private @Nullable String failure;
    private boolean suspended;
    private boolean restarted;

    SensorSlot(OpenSensor open, DomainMeter[] meters) {
        this.open = open;
        this.meters = meters;
        readings = new CounterReadings(meters.length);
        title = "sensor " + open.info().name();
        guard = new PluginGuard(LOGGER, title);
        reading = () -> open.sensor().read(readings);
    }

    String title() {
        return title;
    }

    /** Reads the counters. The readings count from {@link #take} on; until then another call replaces them. */
    void read(long now) {
        readings.begin(now);
        failure = guard.run(reading);
        suspended |= readings.wasSuspended();
        restarted |= readings.wasRestarted();
        // Here, since a sensor reports it once.
        for (int i = 0; i < meters.length; i++) {
            if (readings.wasRestarted(i)) {
                LOGGER.info(
                        "{}: was not seen for a while; its energy meanwhile is unknown",
                        meters[i].domain().id());
                meters[i].suspend();
            }
        }
    }

    /** Gives the last readings to the meters. */
    void take(long nanos) {
        if (suspended || restarted) {
            LOGGER.info(
                    "{}; what {} counted since is unknown",
                    suspended ? "the machine was suspended" : "the publisher of the counters restarted",
                    open.info().name());
            for (DomainMeter meter : meters) {
                meter.suspend();
            }
            suspended = false;
            restarted = false;
        }
        for (int i = 0; i < meters.length; i++) {
            meters[i].take(readings, i, nanos, failure);
        }
    }
}
