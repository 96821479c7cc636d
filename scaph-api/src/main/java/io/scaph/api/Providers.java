package io.scaph.api;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of sensors, exporters and workload sources that {@code ServiceLoader} finds. A provider that can't be loaded
 * does not affect the others: it is left out, and {@link #failures()} names it. Immutable.
 */
public final class Providers {
    private static final Logger LOGGER = LoggerFactory.getLogger(Providers.class);

    /** Limits the attempts at a services file with broken lines: a loader can fail without end. */
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
     * Loads the providers of the application. {@code ServiceLoader} searches the class loader of this library and then, if
     * there is one, the context class loader of the current thread.
     *
     * @return the providers that were found
     */
    public static Providers load() {
        return load(Stream.of(
                        Optional.ofNullable(Providers.class.getClassLoader()),
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()))
                .flatMap(Optional::stream)
                .toList());
    }

    /**
     * Loads the providers of several class loaders. If two providers of a kind have the same name, the first one is used and
     * the other one is a failure.
     *
     * @param loaders the class loaders to search, in order. Each plugin jar should have its own loader, so that a fault
     *     in its services file does not affect other plugins
     * @return the providers that were found
     */
    public static Providers load(List<ClassLoader> loaders) {
        List<String> failures = new ArrayList<>();
        List<SensorProvider> sensors = find(SensorProvider.class, loaders, Providers::nameOf, failures);
        List<ExporterProvider> exporters = find(ExporterProvider.class, loaders, Providers::nameOf, failures);
        List<WorkloadSourceProvider> workloads =
                find(WorkloadSourceProvider.class, loaders, Providers::nameOf, failures);
        return new Providers(sensors, exporters, workloads, failures);
    }

    /** Gets the name of a provider. */
    private interface Naming<T> {
        String of(T provider) throws PluginException;
    }

    private static <T> List<T> find(
            Class<T> service, List<ClassLoader> loaders, Naming<T> name, List<String> failures) {
        Map<String, T> found = new TreeMap<>();
        Set<Class<?>> classes = new HashSet<>();
        for (ClassLoader loader : loaders) {
            String where = loader.getName() == null || loader.getName().equals("app") ? "" : " of " + loader.getName();
            String subject = service.getSimpleName() + where;
            PluginGuard guard = new PluginGuard(LOGGER, "loading " + subject);
            Iterator<T> iterator = ServiceLoader.load(service, loader).iterator();
            boolean more = true;
            int failuresHere = 0;
            while (more && failuresHere < MAX_FAILURES_PER_LOADER) {
                try {
                    Optional<T> provider = guard.require(
                            () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.<T>empty());
                    more = provider.isPresent();
                    if (more && classes.add(provider.get().getClass())) {
                        add(provider.get(), name, found).ifPresent(failures::add);
                    }
                } catch (PluginException e) {
                    // Either call may throw; the loader continues after the broken provider.
                    failuresHere++;
                    failures.add(subject + " is left out: " + e.reason());
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** A provider that fails to describe itself is left out here, before anything relies on it. */
    private static String nameOf(SensorProvider provider) throws PluginException {
        return guard(provider).require(() -> {
            requireNoNulls(provider.description(), provider.options());
            return provider.name();
        });
    }

    private static String nameOf(ExporterProvider provider) throws PluginException {
        return guard(provider).require(() -> {
            requireNoNulls(provider.description(), provider.options());
            return provider.name();
        });
    }

    private static String nameOf(WorkloadSourceProvider provider) throws PluginException {
        return guard(provider).require(provider::name);
    }

    private static PluginGuard guard(Object provider) {
        return new PluginGuard(LOGGER, provider.getClass().getName());
    }

    private static void requireNoNulls(String description, List<Option<?>> options) {
        Objects.requireNonNull(description, "it has no description");
        options.forEach(option -> Objects.requireNonNull(option, "one of its options is null"));
    }

    private static <T> Optional<String> add(T provider, Naming<T> name, Map<String, T> found) {
        String leftOut = provider.getClass().getName() + " is left out: ";
        try {
            String its = name.of(provider);
            T first = found.putIfAbsent(its, provider);
            return first == null
                    ? Optional.empty()
                    : Optional.of(leftOut + first.getClass().getName() + " is called '" + its + "' too");
        } catch (PluginException e) {
            return Optional.of(leftOut + e.reason());
        }
    }

    /**
     * Returns the providers of sensors.
     *
     * @return the providers, sorted by name
     */
    public List<SensorProvider> sensors() {
        return sensors;
    }

    /**
     * Returns the providers of exporters.
     *
     * @return the providers, sorted by name
     */
    public List<ExporterProvider> exporters() {
        return exporters;
    }

    /**
     * Returns the providers of workload sources.
     *
     * @return the providers, sorted by name
     */
    public List<WorkloadSourceProvider> workloadSources() {
        return workloadSources;
    }

    /**
     * Returns the failures to load a provider.
     *
     * @return one line for each failure: the provider, as far as it is known, and the reason; empty if no provider failed
     */
    public List<String> failures() {
        return failures;
    }
}
