package io.scaph.api;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be said of one sensor on this host: whether it can work, if not why and what to do, and the topology that it
 * would use.
 *
 * @param name the sensor's name
 * @param description what it does, one line
 * @param complements whether it is opened beside the one that is chosen ({@link SensorProvider#complements()})
 * @param availability what it answered when it was asked
 */
public record SensorReport(String name, String description, boolean complements, Availability availability) {
    /**
     * The report of a sensor that complements no other.
     *
     * @param name {@link #name()}
     * @param description {@link #description()}
     * @param availability {@link #availability()}
     */
    public SensorReport(String name, String description, Availability availability) {
        this(name, description, false, availability);
    }

    /**
     * Asks every sensor. One that fails to answer is reported as unavailable, with what it threw.
     *
     * @param providers the sensors that there are
     * @param setup what they would be opened with
     * @return a report each, by name
     */
    public static List<SensorReport> examine(Providers providers, PluginSetup setup) {
        List<SensorReport> reports = new ArrayList<>();
        for (SensorProvider sensor : providers.sensors()) {
            Availability availability;
            try {
                availability = sensor.probe(setup);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                availability = Availability.unavailable(
                        "it failed when it was asked: " + e, "report this to whoever made the sensor");
            }
            reports.add(new SensorReport(sensor.name(), description(sensor), complements(sensor), availability));
        }
        return reports;
    }

    private static String description(SensorProvider sensor) {
        try {
            return sensor.description();
        } catch (RuntimeException | LinkageError e) {
            return "";
        }
    }

    private static boolean complements(SensorProvider sensor) {
        try {
            return sensor.complements();
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
