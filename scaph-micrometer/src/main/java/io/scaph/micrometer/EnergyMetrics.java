package io.scaph.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

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
    private static final double MICRO = 1e-6;
    private static final String JOULES = "joules";
    private static final String WATTS = "watts";
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
        List<Meter> meters = new ArrayList<>();
        meters.add(energy(
                registry,
                "scaph.host.energy",
                host,
                "Energy of the whole host",
                () -> readings.now().host().energy().microjoules() * MICRO));
        meters.add(power(registry, "scaph.host.power", host, "Power of the whole host", readings::hostWatts));
        for (Domain domain : now.topology().domains()) {
            bindDomain(registry, readings, domain, meters);
        }
        if (now.self().isPresent()) {
            meters.add(energy(
                    registry,
                    "scaph.process.energy",
                    host,
                    "Energy of this process: its part of the host's",
                    () -> readings.processMicrojoules() * MICRO));
            meters.add(power(
                    registry,
                    "scaph.process.power",
                    host,
                    "Power of this process: its part of the host's",
                    readings::processWatts));
        }
        if (now.jvm().isPresent()) {
            meters.add(part(
                    registry,
                    readings,
                    host,
                    "application",
                    one -> one.application().microjoules()));
            meters.add(part(registry, readings, host, "gc", one -> one.gc().microjoules()));
            meters.add(part(registry, readings, host, "jit", one -> one.jit().microjoules()));
            meters.add(part(
                    registry, readings, host, "runtime", one -> one.runtime().microjoules()));
        }
        meters.forEach(meter -> bound.put(meter, registry));
    }

    private void bindDomain(MeterRegistry registry, Readings readings, Domain domain, List<Meter> meters) {
        Tags own = tags.and("domain", domain.id(), "kind", domain.kind().label(), QUALITY, label(domain.quality()));
        meters.add(energy(
                registry,
                "scaph.domain.energy",
                own,
                "Energy of a domain; some are parts of others",
                () -> readings.domainMicrojoules(domain) * MICRO));
        meters.add(power(
                registry,
                "scaph.domain.power",
                own,
                "Power of a domain; some are parts of others",
                () -> readings.domainWatts(domain)));
    }

    private static Meter part(
            MeterRegistry registry, Readings readings, Tags host, String part, ToLongFunction<JvmEnergy> energy) {
        return energy(
                registry,
                "scaph.jvm.energy",
                host.and("part", part),
                "Energy of this process by what its JVM did",
                () -> readings.jvmMicrojoules(energy) * MICRO);
    }

    private static String label(Quality quality) {
        return quality.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Micrometer holds what a counter counts by a weak reference, but the function by a strong one: here that is the same
     * object, so that it stays as long as the meter does.
     */
    private static Meter energy(MeterRegistry registry, String name, Tags tags, String what, DoubleSupplier joules) {
        return FunctionCounter.builder(name, joules, ignored -> joules.getAsDouble())
                .tags(tags)
                .description(what)
                .baseUnit(JOULES)
                .register(registry);
    }

    private static Meter power(MeterRegistry registry, String name, Tags tags, String what, DoubleSupplier watts) {
        return Gauge.builder(name, watts, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .tags(tags)
                .description(what)
                .baseUnit(WATTS)
                .register(registry);
    }

    /** Removes the meters from their registries; does nothing the second time. The monitor stays open. */
    @Override
    public void close() {
        bound.forEach((meter, registry) -> registry.remove(meter));
        bound.clear();
    }
}
