package io.scaph.api.internal.flight;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** A scope that becomes an event of the flight recorder when it is closed. */
final class RecordedScope implements Scope {
    private final Scope scope;
    private final ScopeEvent event = new ScopeEvent();
    private final AtomicBoolean closed = new AtomicBoolean();

    RecordedScope(Scope scope) {
        this.scope = scope;
        event.begin();
    }

    @Override
    public String name() {
        return scope.name();
    }

    @Override
    public ScopeEnergy energy() {
        return scope.energy();
    }

    @Override
    public void close() {
        scope.close();
        if (closed.compareAndSet(false, true)) {
            event.end();
            // Also where a threshold leaves short ones out.
            if (event.shouldCommit()) {
                fill(scope.energy());
                event.commit();
            }
        }
    }

    private void fill(ScopeEnergy energy) {
        event.scope = energy.name();
        event.hostJoules = joules(energy.host());
        event.processJoules = joules(energy.process());
        event.threadJoules = joules(energy.thread());
        event.processCpu = energy.processCpu().map(Duration::toNanos).orElse(Long.MIN_VALUE);
        event.quality = energy.quality().name();
        event.warnings = energy.warnings().stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static double joules(Optional<EnergyRange> energy) {
        return energy.map(EnergyRange::joules).orElse(Double.NaN);
    }
}
