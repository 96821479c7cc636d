package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.util.ArrayList;
import java.util.List;

/** Measures a test's body until its energy is known precisely enough. For use by one thread. */
final class Sampler {
    private static final double NANOS = 1e9;

    private final Monitor monitor;
    private final EnergyBudget budget;
    private final TestBody body;
    private final Snapshot before;
    private final List<Repetition> repetitions = new ArrayList<>();
    private long spentNanos;

    /** Ticks once, so that the policy has the use of the machine from the first repetition on. */
    Sampler(Monitor monitor, EnergyBudget budget, TestBody body) {
        this.monitor = monitor;
        this.budget = budget;
        this.body = body;
        try (SnapshotReader reader = monitor.reader()) {
            before = reader.refresh();
        }
    }

    /**
     * Measures.
     *
     * <p>It ends when the confidence interval is narrow enough, or at a limit; never because the result is good at that
     * moment, which would let chance decide.
     *
     * @throws Throwable whatever the body throws, as it is
     */
    Samples sample() throws Throwable {
        for (int i = 0; i < budget.warmUps(); i++) {
            measureOnce();
        }
        Samples samples;
        Repetition last;
        do {
            last = Repetition.of(measureOnce(), budget.of());
            repetitions.add(last);
            samples = new Samples(budget, repetitions, before);
        } while (!isLast(last) && !samples.isPreciseEnough());
        return samples;
    }

    private boolean isLast(Repetition repetition) {
        return repetitions.size() >= budget.maxRepetitions()
                || spentNanos >= budget.timeLimitSeconds() * NANOS
                || repetition.energy().warnings().contains(ScopeWarning.MONITOR_CLOSED);
    }

    private ScopeEnergy measureOnce() throws Throwable {
        body.prepare();
        Scope scope = monitor.scope("energy budget");
        try (scope) {
            body.run();
        }
        ScopeEnergy energy = scope.energy();
        spentNanos += energy.duration().toNanos();
        return energy;
    }
}
