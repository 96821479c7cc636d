package io.scaph.api.internal.flight;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.flight.EnergyEvents.EnergyGapEvent;
import io.scaph.api.internal.flight.EnergyEvents.HostEnergyEvent;
import io.scaph.api.internal.flight.EnergyEvents.ProcessEnergyEvent;
import io.scaph.api.internal.flight.EnergyEvents.ScopeEvent;
import io.scaph.api.internal.flight.EnergyEvents.TickEvent;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.JvmUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records by the JDK's flight recorder. */
final class JdkFlightRecording implements FlightRecording {
    private static final String LOST = "its counter was reset, or not read for too long, or the machine was suspended";

    // Only to check whether events of a type are recorded.
    private final ScopeEvent scopes = new ScopeEvent();
    private final HostEnergyEvent hosts = new HostEnergyEvent();
    private final ProcessEnergyEvent processes = new ProcessEnergyEvent();
    private final EnergyGapEvent gaps = new EnergyGapEvent();

    /** The gaps that are open. */
    private final Map<String, EnergyGapEvent> open = new HashMap<>();

    @Override
    public @Nullable Consumer<Scope> beginScope() {
        if (!scopes.isEnabled()) {
            return null;
        }
        ScopeEvent event = new ScopeEvent();
        event.begin();
        return scope -> record(event, scope);
    }

    private static void record(ScopeEvent event, Scope scope) {
        event.end();
        // Also where a threshold leaves short ones out.
        if (event.shouldCommit()) {
            ScopeEnergy energy = scope.energy();
            event.scope = energy.name();
            event.hostJoules = joules(energy.host());
            event.processJoules = joules(energy.process());
            event.threadJoules = joules(energy.thread());
            event.processCpu = energy.processCpu().map(Duration::toNanos).orElse(Long.MIN_VALUE);
            event.quality = energy.quality().name();
            event.warnings = energy.warnings().stream().map(Enum::name).collect(Collectors.joining(","));
            event.commit();
        }
    }

    private static double joules(Optional<EnergyRange> energy) {
        return energy.map(EnergyRange::joules).orElse(Double.NaN);
    }

    @Override
    public void tick(Snapshot before, Snapshot now) {
        if (hosts.isEnabled() || processes.isEnabled()) {
            Interval interval = Interval.between(before, now);
            if (hosts.isEnabled()) {
                host(interval);
            }
            if (processes.isEnabled()) {
                interval.self().ifPresent(self -> process(interval, self));
            }
        }
        gaps(before, now);
    }

    private static void host(Interval interval) {
        HostEnergyEvent event = new HostEnergyEvent();
        fill(event, interval, interval.host());
        event.unknownDomains = interval.missing().stream().map(Domain::id).collect(Collectors.joining(","));
        event.commit();
    }

    private static void fill(TickEvent event, Interval interval, Usage usage) {
        event.energyJoules = joules(usage);
        event.powerWatts = usage.power().orElse(Double.NaN);
        event.interval = interval.duration().toNanos();
        event.quality = interval.quality().name();
    }

    /** An unknown energy is not reported as 0. */
    private static double joules(Usage usage) {
        return usage.energy().equals(Energy.ZERO) && usage.power().isEmpty()
                ? Double.NaN
                : usage.energy().joules();
    }

    private static void process(Interval interval, Usage self) {
        ProcessEnergyEvent event = new ProcessEnergyEvent();
        fill(event, interval, self);
        Optional<JvmUsage> jvm = interval.jvm();
        event.applicationJoules = joules(jvm, JvmUsage::application);
        event.gcJoules = joules(jvm, JvmUsage::gc);
        event.jitJoules = joules(jvm, JvmUsage::jit);
        event.runtimeJoules = joules(jvm, JvmUsage::runtime);
        event.commit();
    }

    private static double joules(Optional<JvmUsage> jvm, Function<JvmUsage, Usage> part) {
        return jvm.map(part).map(usage -> usage.energy().joules()).orElse(Double.NaN);
    }

    private synchronized void gaps(Snapshot before, Snapshot now) {
        if (!gaps.isEnabled()) {
            open.clear();
            return;
        }
        for (DomainEnergy domain : now.domains()) {
            EnergyGapEvent event = open.get(domain.domain().id());
            if (domain.gap().isPresent()) {
                if (event == null) {
                    event = begin(domain.domain());
                    open.put(event.domain, event);
                }
                event.reason = domain.gap().get();
                event.unknown = domain.unknownTime().toNanos();
            } else if (event != null) {
                open.remove(event.domain);
                event.commit();
            } else if (domain.corrections().losses() > losses(before, domain)) {
                event = begin(domain.domain());
                event.reason = LOST;
                event.commit();
            }
        }
    }

    private static long losses(Snapshot snapshot, DomainEnergy of) {
        return snapshot.domain(of.domain().id())
                .map(domain -> domain.corrections().losses())
                .orElse(0L);
    }

    private static EnergyGapEvent begin(Domain domain) {
        EnergyGapEvent event = new EnergyGapEvent();
        event.domain = domain.id();
        event.begin();
        return event;
    }

    @Override
    public synchronized void close() {
        open.values().forEach(EnergyGapEvent::commit);
        open.clear();
    }
}
