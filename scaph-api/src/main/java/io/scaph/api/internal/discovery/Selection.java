package io.scaph.api.internal.discovery;

import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.internal.value.SensorName;
import io.scaph.api.internal.value.TopologyRecord;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.topology.Quality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses and opens the providers to use, and says why. */
public final class Selection {
    /** The name that stands for the best sensor that works here. */
    public static final String AUTO = "auto";

    private static final Logger LOGGER = LoggerFactory.getLogger(Selection.class);

    private Selection() {}

    /**
     * Opens the sensors to read. Beside a single one, unless it complements others itself, are opened those that complement
     * it and are available.
     *
     * @param names the name of a sensor or an alias of it, or {@link #AUTO}; or several, joined by commas: then those
     *     alone
     * @param providers the sensors that there are
     * @param setup what to open them with
     * @return the open sensors
     * @throws SensorUnavailableException if one that was asked for can't work here
     * @throws IllegalArgumentException if there is none of that name
     */
    public static List<OpenSensor> sensors(String names, List<SensorProvider> providers, PluginSetup setup)
            throws SensorUnavailableException {
        List<OpenSensor> open = new ArrayList<>();
        try {
            for (String name : names.split(",", -1)) {
                OpenSensor one = name.equals(AUTO) ? best(providers, setup) : named(name, providers, setup);
                open.add(one);
                LOGGER.info("sensor {}: {}", one.info().name(), one.info().reason());
            }
            if (open.size() == 1) {
                complement(open, providers, setup);
            }
            return open;
        } catch (SensorUnavailableException | RuntimeException | Error e) {
            open.forEach(one -> close(one.info().name(), one.sensor()));
            throw e;
        }
    }

    private static boolean complements(SensorProvider provider) {
        return ask(provider.name(), provider::complements, false);
    }

    private static void complement(List<OpenSensor> open, List<SensorProvider> providers, PluginSetup setup) {
        String chosen = open.get(0).info().name();
        List<SensorProvider> complements =
                providers.stream().filter(Selection::complements).toList();
        if (complements.stream().anyMatch(provider -> provider.name().equals(chosen))) {
            return;
        }
        for (SensorProvider provider : complements) {
            try {
                Availability availability = guard(provider.name(), () -> provider.probe(setup));
                if (availability.isAvailable()) {
                    add(
                            new OpenSensor(
                                    new SensorName(provider.name(), availability.reason()), open(provider, setup)),
                            open);
                } else {
                    LOGGER.debug("sensor {} is not beside {}: {}", provider.name(), chosen, availability.reason());
                }
            } catch (SensorUnavailableException e) {
                LOGGER.warn("sensor {} is left out: {}", provider.name(), e.getMessage());
            }
        }
    }

    /** Adds a sensor if its domains are others than those of all that are open. */
    private static void add(OpenSensor more, List<OpenSensor> open) {
        List<OpenSensor> together = new ArrayList<>(open);
        together.add(more);
        try {
            TopologyRecord.union(
                    together.stream().map(one -> one.sensor().topology()).toList());
        } catch (IllegalArgumentException e) {
            LOGGER.warn("sensor {} is left out: {}", more.info().name(), e.getMessage());
            close(more.info().name(), more.sensor());
            return;
        }
        open.add(more);
        LOGGER.info("sensor {} as well: {}", more.info().name(), more.info().reason());
    }

    private static OpenSensor named(String name, List<SensorProvider> providers, PluginSetup setup)
            throws SensorUnavailableException {
        SensorProvider provider = providers.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .or(() -> providers.stream()
                        .filter(candidate -> ask(candidate.name(), candidate::aliases, List.of())
                                .contains(name))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("there is no sensor '" + name + "'; there are: " + AUTO
                        + ", " + providers.stream().map(SensorProvider::name).collect(Collectors.joining(", "))));
        return new OpenSensor(new SensorName(provider.name(), require(provider, setup)), open(provider, setup));
    }

    private static OpenSensor best(List<SensorProvider> providers, PluginSetup setup)
            throws SensorUnavailableException {
        List<String> reasons = new ArrayList<>();
        String remedy = "add a sensor module, such as scaph-sensor-powercap, to the application";
        for (SensorProvider provider : candidates(providers)) {
            try {
                String detail = require(provider, setup);
                Sensor sensor = open(provider, setup);
                String why = String.join("; ", reasons);
                if (!reasons.isEmpty() && isEstimate(sensor)) {
                    LOGGER.warn("{}; so energy is estimated. To measure: {}", why, remedy);
                }
                String because = reasons.isEmpty() ? "" : "; chosen because " + why;
                return new OpenSensor(new SensorName(provider.name(), detail + because), sensor);
            } catch (SensorUnavailableException e) {
                if (reasons.isEmpty()) {
                    remedy = e.remedy();
                }
                reasons.add(provider.name() + " is not available: " + e.getMessage());
            }
        }
        throw new SensorUnavailableException(
                reasons.isEmpty() ? "there is no sensor" : "no sensor works here: " + String.join("; ", reasons),
                remedy);
    }

    /** Whether any part of the host's energy is only estimated. */
    static boolean isEstimate(Sensor sensor) {
        return sensor.topology().host().stream().anyMatch(domain -> domain.quality() == Quality.ESTIMATED);
    }

    /** The providers of sensors that can be chosen automatically, the best first. */
    static List<SensorProvider> candidates(List<SensorProvider> providers) {
        List<SensorProvider> candidates =
                providers.stream().filter(provider -> !complements(provider)).toList();
        return ranked(candidates, SensorProvider::name, SensorProvider::priority);
    }

    static String require(SensorProvider provider, PluginSetup setup) throws SensorUnavailableException {
        Availability availability = guard(provider.name(), () -> provider.probe(setup));
        if (!availability.isAvailable()) {
            throw new SensorUnavailableException(availability.reason(), availability.remedy());
        }
        return availability.reason();
    }

    static Sensor open(SensorProvider provider, PluginSetup setup) throws SensorUnavailableException {
        Sensor sensor = null;
        try {
            sensor = provider.open(setup);
            // One that can't tell what it measures is to be found out while there is still a choice.
            Objects.requireNonNull(sensor.topology(), "it has no topology");
            return sensor;
        } catch (RuntimeException | Error e) {
            SensorUnavailableException broken = broken(provider.name(), e);
            if (sensor != null) {
                close(provider.name(), sensor);
            }
            throw broken;
        }
    }

    static void close(String name, Sensor sensor) {
        try {
            sensor.close();
        } catch (RuntimeException | Error e) {
            letFatalThrough(e);
            LOGGER.debug("closing sensor {} failed", name, e);
        }
    }

    static <T> T guard(String name, Supplier<T> call) throws SensorUnavailableException {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            throw broken(name, e);
        }
    }

    /** The highest first, of equals the first by name; one that can't tell its priority last. */
    private static <T> List<T> ranked(List<T> providers, Function<T, String> name, ToIntFunction<T> priority) {
        IdentityHashMap<T, Integer> priorities = new IdentityHashMap<>();
        for (T provider : providers) {
            int told = ask(name.apply(provider), () -> priority.applyAsInt(provider), Integer.MIN_VALUE);
            priorities.put(provider, told);
        }
        List<T> ranked = new ArrayList<>(providers);
        ranked.sort(Comparator.comparing((T provider) -> priorities.getOrDefault(provider, Integer.MIN_VALUE))
                .reversed()
                .thenComparing(name));
        return ranked;
    }

    private static <T> T ask(String name, Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException | Error e) {
            letFatalThrough(e);
            LOGGER.warn("{} failed: {}", name, e.toString());
            return otherwise;
        }
    }

    /** What the virtual machine itself suffers from is not held up, but a stack overflow is the plugin's own. */
    private static void letFatalThrough(Throwable e) {
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    private static SensorUnavailableException broken(String name, Throwable e) {
        letFatalThrough(e);
        LOGGER.debug("sensor {} failed", name, e);
        return new SensorUnavailableException(
                "it failed: " + e, "report this to whoever made the sensor, with the output of -vv");
    }

    /**
     * Opens the best workload source that works here.
     *
     * @param providers the sources that there are
     * @param setup what to open it with
     * @return the open source; one that knows nobody, so that all energy is unattributed, if none works
     */
    public static WorkloadSource workloads(List<WorkloadSourceProvider> providers, PluginSetup setup) {
        List<WorkloadSourceProvider> ranked =
                ranked(providers, WorkloadSourceProvider::name, WorkloadSourceProvider::priority);
        List<String> reasons = new ArrayList<>();
        for (WorkloadSourceProvider provider : ranked) {
            try {
                Availability availability = provider.probe(setup);
                if (!availability.isAvailable()) {
                    reasons.add(provider.name() + ": " + availability.reason());
                } else {
                    WorkloadSource source = provider.open(setup);
                    if (!reasons.isEmpty()) {
                        LOGGER.warn("processes are read by {}: {}", provider.name(), String.join("; ", reasons));
                    }
                    return source;
                }
            } catch (RuntimeException | Error e) {
                letFatalThrough(e);
                LOGGER.debug("workload source {} failed", provider.name(), e);
                reasons.add(provider.name() + " failed: " + e);
            }
        }
        LOGGER.warn("processes can't be read, so all energy is unattributed: {}", String.join("; ", reasons));
        return new NoWorkloads();
    }

    private static final class NoWorkloads implements WorkloadSource {
        @Override
        public void read(Visitor visitor) {
            // Nobody.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
