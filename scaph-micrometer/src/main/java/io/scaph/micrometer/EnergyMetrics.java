package io.scaph.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Binds a monitor to Micrometer: energy as counters in joules, power as gauges in watts.
 *
 * <table>
 * <caption>Meters; all have the tag {@code quality}, which is {@code measured}, {@code relayed} or {@code estimated}</caption>
 * <tr><th>meter</th><th>tags</th><th>what it is</th></tr>
 * <tr><td>{@code scaph.host.energy}, {@code scaph.host.power}</td><td></td><td>the whole host</td></tr>
 * <tr><td>{@code scaph.domain.energy}, {@code scaph.domain.power}</td><td>{@code domain}, {@code kind}</td>
 *     <td>each domain. Some are parts of others: not to be added up</td></tr>
 * <tr><td>{@code scaph.process.energy}, {@code scaph.process.power}</td><td></td><td>the part of this JVM in the
 *     host</td></tr>
 * <tr><td>{@code scaph.jvm.energy}</td><td>{@code part}: {@code application}, {@code gc}, {@code jit},
 *     {@code runtime}</td><td>of {@code scaph.process.energy}, which they add up to. Only if the monitor was opened with
 *     {@link io.scaph.api.workload.WorkloadDetail#JVM} and the parts are known when the meters are bound</td></tr>
 * </table>
 *
 * <p>Energies are totals since the monitor was opened and never fall. A power is the average between the last two ticks
 * that the registry has seen: NaN before the second one, and while it is not known. A meter of something that is unknown when
 * it is bound, such as the process on a host without process data, is left out. The quality is that of the time of binding.
 *
 * <p>Reading a meter reads the result of the last tick, never the hardware. The monitor is not owned: the code that opened
 * it closes it, after {@link #close()}. The meters live as long as their registry or until {@link #close()}; the binder
 * itself need not be kept. Safe for use by several threads.
 */
public final class EnergyMetrics implements MeterBinder, AutoCloseable {
    private static final String QUALITY = "quality";

    private final Monitor monitor;
    private final Tags tags;
    private final Map<Meter, MeterRegistry> bound = new ConcurrentHashMap<>();

    /**
     * Binds a monitor, without further tags.
     *
     * @param monitor an open monitor; stays open
     */
    public EnergyMetrics(Monitor monitor) {
        this(monitor, List.of());
    }

    /**
     * Binds a monitor.
     *
     * @param monitor an open monitor; stays open
     * @param tags further tags of all meters
     */
    public EnergyMetrics(Monitor monitor, Iterable<Tag> tags) {
        this.monitor = monitor;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        // One for each registry: powers are averages over its own pace.
        Readings readings = new Readings(monitor);
        Snapshot now = readings.now();
        Tags host = tags.and(QUALITY, label(now.quality()));
        bind(
                registry,
                "scaph.host",
                host,
                "the whole host",
                () -> readings.now().host().joules(),
                readings::hostWatts);
        for (Domain domain : now.topology().domains()) {
            bind(
                    registry,
                    "scaph.domain",
                    tags.and("domain", domain.id(), "kind", domain.kind().label(), QUALITY, label(domain.quality())),
                    "a domain; some are parts of others",
                    () -> readings.domainJoules(domain),
                    () -> readings.domainWatts(domain));
        }
        if (now.self().isPresent()) {
            bind(
                    registry,
                    "scaph.process",
                    host,
                    "this process: its part of the host's",
                    readings::processJoules,
                    readings::processWatts);
        }
        if (now.jvm().isPresent()) {
            bindPart(registry, readings, host.and("part", "application"), JvmEnergy::application);
            bindPart(registry, readings, host.and("part", "gc"), JvmEnergy::gc);
            bindPart(registry, readings, host.and("part", "jit"), JvmEnergy::jit);
            bindPart(registry, readings, host.and("part", "runtime"), JvmEnergy::runtime);
        }
    }

    private void bindPart(MeterRegistry registry, Readings readings, Tags part, Function<JvmEnergy, Energy> energy) {
        bindEnergy(registry, "scaph.jvm", part, "this process by what its JVM did", () -> readings.jvmJoules(energy));
    }

    private void bind(
            MeterRegistry registry, String name, Tags its, String what, DoubleSupplier joules, DoubleSupplier watts) {
        bindEnergy(registry, name, its, what, joules);
        bound.put(
                Gauge.builder(name + ".power", watts, DoubleSupplier::getAsDouble)
                        .strongReference(true)
                        .tags(its)
                        .description("Power of " + what)
                        .baseUnit("watts")
                        .register(registry),
                registry);
    }

    /**
     * Micrometer holds what a counter counts by a weak reference, but the function by a strong one: here that is the same
     * object, so that it stays as long as the meter does.
     */
    private void bindEnergy(MeterRegistry registry, String name, Tags its, String what, DoubleSupplier joules) {
        bound.put(
                FunctionCounter.builder(name + ".energy", joules, ignored -> joules.getAsDouble())
                        .tags(its)
                        .description("Energy of " + what)
                        .baseUnit("joules")
                        .register(registry),
                registry);
    }

    private static String label(Quality quality) {
        return quality.name().toLowerCase(Locale.ROOT);
    }

    /** Removes the meters from their registries; does nothing the second time. The monitor stays open. */
    @Override
    public void close() {
        bound.forEach((meter, registry) -> registry.remove(meter));
        bound.clear();
    }
}
