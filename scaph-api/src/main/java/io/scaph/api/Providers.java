package io.scaph.api;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The providers that can be found. One that can't be loaded costs only itself: it is left out and named in
 * {@link #failures()}. Immutable.
 */
public final class Providers {
    /** A services file with so many broken lines is given up: a loader that fails for ever must not hold us. */
    private static final int MAX_FAILURES_PER_LOADER = 100;

    private final List<SensorProvider> sensors;
    private final List<ExporterProvider> exporters;
    private final List<WorkloadSourceProvider> workloadSources;
    private final List<String> failures;

    private Providers(
            List<SensorProvider> sensors,
            List<ExporterProvider> exporters,
            List<WorkloadSourceProvider> workloadSources,
            List<String> failures) {
        this.sensors = List.copyOf(sensors);
        this.exporters = List.copyOf(exporters);
        this.workloadSources = List.copyOf(workloadSources);
        this.failures = List.copyOf(failures);
    }

    /**
     * The providers that come with the application.
     *
     * @return what {@code ServiceLoader} finds from the class loader of this library and, if there is one, from the
     *     context class loader of this thread
     */
    public static Providers load() {
        List<ClassLoader> loaders = new ArrayList<>();
        ClassLoader own = Providers.class.getClassLoader();
        if (own != null) {
            loaders.add(own);
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            loaders.add(context);
        }
        return load(loaders);
    }

    /**
     * The providers that some class loaders know.
     *
     * @param loaders where to look, in order; a plugin jar is best given a loader of its own, so that a fault in its
     *     services file stays its own
     * @return what was found
     */
    public static Providers load(List<ClassLoader> loaders) {
        List<String> failures = new ArrayList<>();
        List<SensorProvider> sensors =
                find(SensorProvider.class, loaders, ServiceLoader::load, Providers::nameOf, failures);
        List<ExporterProvider> exporters =
                find(ExporterProvider.class, loaders, ServiceLoader::load, Providers::nameOf, failures);
        List<WorkloadSourceProvider> workloads = find(
                WorkloadSourceProvider.class, loaders, ServiceLoader::load, WorkloadSourceProvider::name, failures);
        return new Providers(sensors, exporters, workloads, failures);
    }

    private static <T> List<T> find(
            Class<T> service,
            List<ClassLoader> loaders,
            BiFunction<Class<T>, ClassLoader, ServiceLoader<T>> services,
            Function<T, String> name,
            List<String> failures) {
        Map<String, T> found = new TreeMap<>();
        Set<Class<?>> classes = new HashSet<>();
        for (ClassLoader loader : loaders) {
            int failuresHere = 0;
            String where = loader.getName() == null || loader.getName().equals("app") ? "" : " of " + loader.getName();
            Iterator<T> iterator = services.apply(service, loader).iterator();
            while (failuresHere < MAX_FAILURES_PER_LOADER) {
                try {
                    T provider = iterator.next();
                    if (classes.add(provider.getClass())) {
                        add(provider, name, found).ifPresent(failures::add);
                    }
                } catch (NoSuchElementException end) {
                    break;
                } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                    // next() runs hasNext() first, which may throw as well; the loader goes on behind the broken one.
                    failuresHere++;
                    failures.add(service.getSimpleName() + where + " is left out: " + describe(e));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** What it says of itself is asked for here, so that one that can't say it is left out before anybody relies on it. */
    private static String nameOf(SensorProvider provider) {
        requireAnswers(provider.description(), provider.options());
        return provider.name();
    }

    private static String nameOf(ExporterProvider provider) {
        requireAnswers(provider.description(), provider.options());
        return provider.name();
    }

    private static void requireAnswers(String description, List<Option<?>> options) {
        Objects.requireNonNull(description, "it has no description");
        options.forEach(option -> Objects.requireNonNull(option, "one of its options is null"));
    }

    /** Asks for the name once: it may throw, and it may answer something else the next time. */
    private static <T> Optional<String> add(T provider, Function<T, String> name, Map<String, T> found) {
        String leftOut = provider.getClass().getName() + " is left out: ";
        try {
            String its = Objects.requireNonNull(name.apply(provider), "it has no name");
            T first = found.putIfAbsent(its, provider);
            return first == null
                    ? Optional.empty()
                    : Optional.of(leftOut + first.getClass().getName() + " is called '" + its + "' too");
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Optional.of(leftOut + describe(e));
        }
    }

    private static String describe(Throwable e) {
        Throwable cause = e.getCause();
        return e + (cause == null ? "" : " (" + cause + ")");
    }

    /**
     * The sensors.
     *
     * @return the providers by name
     */
    public List<SensorProvider> sensors() {
        return sensors;
    }

    /**
     * The exporters.
     *
     * @return the providers by name
     */
    public List<ExporterProvider> exporters() {
        return exporters;
    }

    /**
     * The workload sources.
     *
     * @return the providers by name
     */
    public List<WorkloadSourceProvider> workloadSources() {
        return workloadSources;
    }

    /**
     * What could not be loaded.
     *
     * @return one line each, naming the provider as far as it is known, and the reason
     */
    public List<String> failures() {
        return failures;
    }
}
