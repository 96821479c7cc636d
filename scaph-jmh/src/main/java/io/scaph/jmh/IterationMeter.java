package io.scaph.jmh;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures iterations, one at a time. For use by one thread at a time. */
final class IterationMeter {
    private final Monitor monitor;
    private final SnapshotReader reader;
    private @Nullable Scope scope;

    IterationMeter(Monitor monitor) {
        this.monitor = monitor;
        reader = monitor.reader();
    }

    Monitor monitor() {
        return monitor;
    }

    void begin() {
        reader.refresh();
        scope = monitor.scope("iteration");
    }

    ScopeEnergy end() {
        Scope open = scope;
        if (open == null) {
            throw new IllegalStateException("no iteration has started");
        }
        if (!reader.latest().policy().equals(AllocationPolicy.CAPACITY)) {
            // The policy needs the use of other processes in this iteration. The milliseconds of the tick are part of
            // it.
            reader.refresh();
        }
        open.close();
        scope = null;
        return open.energy();
    }

    String how(ScopeEnergy energy) {
        Snapshot snapshot = reader.latest();
        String how = snapshot.sensorNames() + ", " + energy.quality() + ", policy "
                + snapshot.policy().label();
        return snapshot.sensors().stream()
                .map(sensor -> sensor.name() + ": " + sensor.reason())
                .collect(Collectors.joining("; ", how + " (", ")"));
    }

    /** The reason why the energy of an iteration is uncertain; empty if it is not. */
    static String flaw(ScopeEnergy energy) {
        String flaw = energy.warnings().stream()
                // The energy of single threads is not used here.
                .filter(warning -> warning != ScopeWarning.THREAD_UNKNOWN)
                .map(ScopeWarning::text)
                .collect(Collectors.joining("; "));
        if (flaw.isEmpty() && energy.process().isEmpty()) {
            return "the CPU time of this JVM is not known";
        }
        return flaw;
    }
}
