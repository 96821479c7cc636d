package io.scaph.api.internal.discovery;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.plugin.TopologyUnion;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses and opens sensors, with the reason for the choice. */
public final class Selection {
    /** The name for the best sensor that works here. */
    public static final String AUTO = "auto";

    private static final Logger LOGGER = LoggerFactory.getLogger(Selection.class);

    private Selection() {}

    /**
     * Opens the sensors to read. If it is a single one that does not complement others itself, the available sensors that
     * complement it are opened too.
     *
     * @param names the name or alias of a sensor, or {@link #AUTO}; or several names joined by commas, to open those sensors
     *     and no others
     * @param providers the sensors to choose from
     * @param setup what to open them with
     * @return the open sensors
     * @throws SensorUnavailableException if a sensor that was named can't work here
     * @throws IllegalArgumentException if no sensor has that name
     */
    public static List<OpenSensor> sensors(String names, List<SensorProvider> providers, PluginSetup setup)
            throws SensorUnavailableException {
        List<OpenSensor> open = new ArrayList<>();
        boolean complete = false;
        try {
            for (String name : names.split(",", -1)) {
                OpenSensor one = name.equals(AUTO) ? best(providers, setup) : named(name, providers, setup);
                open.add(one);
                LOGGER.info("sensor {}: {}", one.info().name(), one.info().reason());
            }
            if (open.size() == 1) {
                complement(open, providers, setup);
            }
            complete = true;
            return open;
        } finally {
            if (!complete) {
                open.forEach(OpenSensor::close);
            }
        }
    }

    private static boolean complements(SensorProvider provider) {
        return guard(provider).ask(provider::complements, false);
    }

    private static void complement(List<OpenSensor> open, List<SensorProvider> providers, PluginSetup setup) {
        String chosen = open.get(0).info().name();
        List<SensorProvider> complements =
                providers.stream().filter(Selection::complements).toList();
        if (complements.stream().anyMatch(provider -> Ranking.name(provider).equals(chosen))) {
            return;
        }
        for (SensorProvider provider : complements) {
            String name = Ranking.name(provider);
            try {
                Availability availability = probe(provider, setup);
                if (availability.isAvailable()) {
                    add(open(provider, availability.reason(), setup), open);
                } else {
                    LOGGER.debug("sensor {} is not used next to {}: {}", name, chosen, availability.reason());
                }
            } catch (SensorUnavailableException e) {
                LOGGER.warn("sensor {} is left out: {}", name, e.getMessage());
            }
        }
    }

    /** Adds a sensor if none of its domains is measured already; otherwise closes it. */
    private static void add(OpenSensor more, List<OpenSensor> open) {
        List<OpenSensor> together = new ArrayList<>(open);
        together.add(more);
        try {
            TopologyUnion.of(together.stream().map(OpenSensor::topology).toList());
        } catch (IllegalArgumentException e) {
            LOGGER.warn("sensor {} is left out: {}", more.info().name(), e.getMessage());
            more.close();
            return;
        }
        open.add(more);
        LOGGER.info("sensor {} as well: {}", more.info().name(), more.info().reason());
    }

    private static OpenSensor named(String name, List<SensorProvider> providers, PluginSetup setup)
            throws SensorUnavailableException {
        SensorProvider provider = providers.stream()
                .filter(candidate -> Ranking.name(candidate).equals(name))
                .findFirst()
                .or(() -> providers.stream()
                        .filter(candidate -> aliases(candidate).contains(name))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("there is no sensor '" + name + "'; there are: " + AUTO
                        + ", " + providers.stream().map(Ranking::name).collect(Collectors.joining(", "))));
        return open(provider, require(provider, setup), setup);
    }

    private static List<String> aliases(SensorProvider provider) {
        return guard(provider).ask(provider::aliases, List.of());
    }

    private static OpenSensor best(List<SensorProvider> providers, PluginSetup setup)
            throws SensorUnavailableException {
        List<String> reasons = new ArrayList<>();
        String remedy = "add a sensor module, such as scaph-sensor-powercap, to the application";
        for (SensorProvider provider : candidates(providers)) {
            try {
                String because = reasons.isEmpty() ? "" : "; chosen because " + String.join("; ", reasons);
                OpenSensor open = open(provider, require(provider, setup) + because, setup);
                if (!reasons.isEmpty() && isEstimate(open.topology())) {
                    LOGGER.warn("{}; so energy is estimated. To measure: {}", String.join("; ", reasons), remedy);
                }
                return open;
            } catch (SensorUnavailableException e) {
                if (reasons.isEmpty()) {
                    remedy = e.remedy();
                }
                reasons.add(Ranking.name(provider) + " is not available: " + e.getMessage());
            }
        }
        throw new SensorUnavailableException(
                reasons.isEmpty() ? "there is no sensor" : "no sensor works here: " + String.join("; ", reasons),
                remedy);
    }

    /** Whether any part of the host's energy is only estimated. */
    static boolean isEstimate(Topology topology) {
        return topology.host().stream().anyMatch(domain -> domain.quality() == Quality.ESTIMATED);
    }

    /** The providers of sensors that can be chosen automatically, the best first. */
    static List<SensorProvider> candidates(List<SensorProvider> providers) {
        return Ranking.sensors(
                providers.stream().filter(provider -> !complements(provider)).toList());
    }

    static String require(SensorProvider provider, PluginSetup setup) throws SensorUnavailableException {
        Availability availability = probe(provider, setup);
        availability.orElseThrow();
        return availability.reason();
    }

    static Availability probe(SensorProvider provider, PluginSetup setup) throws SensorUnavailableException {
        try {
            return guard(provider).require(() -> provider.probe(setup));
        } catch (PluginException e) {
            throw unavailable(e);
        }
    }

    static OpenSensor open(SensorProvider provider, String reason, PluginSetup setup)
            throws SensorUnavailableException {
        SensorInfo info = new SensorName(Ranking.name(provider), reason);
        Sensor sensor;
        try {
            sensor = guard(provider).require(() -> provider.open(setup));
        } catch (PluginException e) {
            throw unavailable(e);
        }
        try {
            // A sensor that can't describe itself must fail here, where another one can still be chosen.
            return opened(info, sensor);
        } catch (SensorUnavailableException e) {
            OpenSensor.close(info, sensor);
            throw e;
        }
    }

    /**
     * Names a sensor after its first domain.
     *
     * @param sensor an open sensor that was given without a name
     * @return its name, and where its first domain is
     */
    public static SensorInfo describe(Sensor sensor) {
        Domain first = new PluginGuard(LOGGER, "a sensor without a name")
                .ask(() -> sensor.topology().domains().get(0), Domain.of("sensor", DomainKind.WALL));
        return new SensorName(first.id(), "reads " + first.zone());
    }

    /**
     * Requests the description of an open sensor.
     *
     * @param info its name and why it was chosen
     * @param sensor the sensor
     * @return the sensor and its description
     * @throws SensorUnavailableException if it fails; the caller closes it
     */
    public static OpenSensor opened(SensorInfo info, Sensor sensor) throws SensorUnavailableException {
        try {
            return guard(info.name()).require(() -> new OpenSensor(info, sensor));
        } catch (PluginException e) {
            throw unavailable(e);
        }
    }

    private static PluginGuard guard(SensorProvider provider) {
        return guard(Ranking.name(provider));
    }

    private static PluginGuard guard(String name) {
        return new PluginGuard(LOGGER, "sensor " + name);
    }

    private static SensorUnavailableException unavailable(PluginException e) {
        return e.thrown() instanceof SensorUnavailableException reason
                ? reason
                : new SensorUnavailableException(
                        "it failed: " + e.reason(), "report this to the author of the sensor, with the output of -vv");
    }
}
