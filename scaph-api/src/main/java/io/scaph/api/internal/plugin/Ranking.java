package io.scaph.api.internal.plugin;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of providers, and the order in which they are tried: the highest priority first, equal ones by name. A provider
 * that fails to return its priority comes last.
 */
public final class Ranking {
    private static final Logger LOGGER = LoggerFactory.getLogger(Ranking.class);

    private Ranking() {}

    /**
     * Orders sensors.
     *
     * @param providers the sensors
     * @return the best first
     */
    public static List<SensorProvider> sensors(List<SensorProvider> providers) {
        return ranked(providers, Ranking::name, Ranking::priority);
    }

    /**
     * Orders workload sources.
     *
     * @param providers the sources
     * @return the best first
     */
    public static List<WorkloadSourceProvider> workloadSources(List<WorkloadSourceProvider> providers) {
        return ranked(providers, Ranking::name, Ranking::priority);
    }

    /**
     * The name of a sensor.
     *
     * @param provider the sensor
     * @return its name; that of its class if it fails to return one
     */
    public static String name(SensorProvider provider) {
        return guard(provider).ask(provider::name, provider.getClass().getName());
    }

    /**
     * The name of an exporter.
     *
     * @param provider the exporter
     * @return its name; that of its class if it fails to return one
     */
    public static String name(ExporterProvider provider) {
        return guard(provider).ask(provider::name, provider.getClass().getName());
    }

    /**
     * The name of a workload source.
     *
     * @param provider the source
     * @return its name; that of its class if it fails to return one
     */
    public static String name(WorkloadSourceProvider provider) {
        return guard(provider).ask(provider::name, provider.getClass().getName());
    }

    private static int priority(SensorProvider provider) {
        return new PluginGuard(LOGGER, "the priority of sensor " + name(provider))
                .ask(provider::priority, Integer.MIN_VALUE);
    }

    private static int priority(WorkloadSourceProvider provider) {
        return new PluginGuard(LOGGER, "the priority of workload source " + name(provider))
                .ask(provider::priority, Integer.MIN_VALUE);
    }

    private static PluginGuard guard(Object provider) {
        return new PluginGuard(LOGGER, provider.getClass().getName());
    }

    private record Ranked<T>(T provider, String name, int priority) {}

    /** Each value is requested once, since it may differ the next time. */
    private static <T> List<T> ranked(List<T> providers, Function<T, String> name, ToIntFunction<T> priority) {
        return providers.stream()
                .map(provider -> new Ranked<>(provider, name.apply(provider), priority.applyAsInt(provider)))
                .sorted(Comparator.<Ranked<T>>comparingInt(Ranked::priority)
                        .reversed()
                        .thenComparing(Ranked::name))
                .map(Ranked::provider)
                .toList();
    }
}
