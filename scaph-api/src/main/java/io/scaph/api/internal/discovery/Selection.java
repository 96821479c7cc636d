package io.scaph.api.internal.discovery;

import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
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
     * Opens a sensor.
     *
     * @param name its name or an alias of it, or {@link #AUTO}
     * @param providers the sensors that there are
     * @param setup what to open it with
     * @return the open sensor
     * @throws SensorUnavailableException if it can't work here
     * @throws IllegalArgumentException if there is none of that name
     */
    public static OpenSensor sensor(String name, List<SensorProvider> providers, SensorSetup setup)
            throws SensorUnavailableException {
        OpenSensor open = name.equals(AUTO) ? best(providers, setup) : named(name, providers, setup);
        LOGGER.info("sensor {}: {}", open.info().name(), open.info().reason());
        return open;
    }

    private static OpenSensor named(String name, List<SensorProvider> providers, SensorSetup setup)
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
        return new OpenSensor(new SensorInfo(provider.name(), require(provider, setup)), open(provider, setup));
    }

    private static OpenSensor best(List<SensorProvider> providers, SensorSetup setup)
            throws SensorUnavailableException {
        List<SensorProvider> ranked = ranked(providers, SensorProvider::name, SensorProvider::priority);
        List<String> reasons = new ArrayList<>();
        String remedy = "add a sensor module, such as scaph-sensor-powercap, to the application";
        for (SensorProvider provider : ranked) {
            try {
                String detail = require(provider, setup);
                Sensor sensor = open(provider, setup);
                String why = reasons.isEmpty() ? "" : "; chosen because " + String.join("; ", reasons);
                return new OpenSensor(new SensorInfo(provider.name(), detail + why), sensor);
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

    private static String require(SensorProvider provider, SensorSetup setup) throws SensorUnavailableException {
        Availability availability = guard(provider.name(), () -> provider.probe(setup));
        if (availability instanceof Availability.Unavailable unavailable) {
            throw new SensorUnavailableException(unavailable.reason(), unavailable.remedy());
        }
        return availability instanceof Availability.Available available ? available.detail() : "";
    }

    private static Sensor open(SensorProvider provider, SensorSetup setup) throws SensorUnavailableException {
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

    private static void close(String name, Sensor sensor) {
        try {
            sensor.close();
        } catch (RuntimeException | Error e) {
            letFatalThrough(e);
            LOGGER.debug("closing sensor {} failed", name, e);
        }
    }

    private static <T> T guard(String name, Supplier<T> call) throws SensorUnavailableException {
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
    public static WorkloadSource workloads(List<WorkloadSourceProvider> providers, WorkloadSetup setup) {
        List<WorkloadSourceProvider> ranked =
                ranked(providers, WorkloadSourceProvider::name, WorkloadSourceProvider::priority);
        List<String> reasons = new ArrayList<>();
        for (WorkloadSourceProvider provider : ranked) {
            try {
                if (provider.probe(setup) instanceof Availability.Unavailable unavailable) {
                    reasons.add(provider.name() + ": " + unavailable.reason());
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
