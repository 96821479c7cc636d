package io.scaph.junit.internal.sampling;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.util.ArrayList;
import java.util.List;

/** Measures a piece of work until its energy is known well enough. For use by one thread. */
public final class Sampler {
    private final Monitor monitor;
    private final SamplingPlan plan;
    private final Work work;
    private final List<Repetition> repetitions = new ArrayList<>();
    private long spentNanos;

    private Sampler(Monitor monitor, SamplingPlan plan, Work work) {
        this.monitor = monitor;
        this.plan = plan;
        this.work = work;
    }

    /**
     * Measures.
     *
     * <p>It ends when the confidence interval is narrow enough, or at a limit; never because the answer looks good just
     * then, which would let chance decide.
     *
     * @param monitor what to measure by
     * @param plan how often
     * @param work what to measure
     * @return what came out
     * @throws Throwable whatever the work throws, as it is
     */
    public static Samples sample(Monitor monitor, SamplingPlan plan, Work work) throws Throwable {
        Snapshot snapshot;
        try (SnapshotReader reader = monitor.reader()) {
            // A tick now: what the policy has to know of the machine's use is known from the first repetition on.
            snapshot = reader.refresh();
        }
        Sampler sampler = new Sampler(monitor, plan, work);
        sampler.repeat();
        return new Samples(plan, sampler.repetitions, snapshot);
    }

    private void repeat() throws Throwable {
        for (int i = 0; i < plan.warmUps(); i++) {
            once();
        }
        do {
            repetitions.add(Repetition.of(once(), plan.subject()));
        } while (!enough());
    }

    private boolean enough() {
        if (repetitions.size() >= plan.maxRepetitions() || spentNanos >= plan.limitNanos()) {
            return true;
        }
        if (last().energy().warnings().contains(ScopeWarning.MONITOR_CLOSED)) {
            return true;
        }
        List<Long> counted = Samples.counted(repetitions);
        return counted.size() >= plan.minRepetitions() && Samples.narrow(counted, plan);
    }

    private Repetition last() {
        return repetitions.get(repetitions.size() - 1);
    }

    private ScopeEnergy once() throws Throwable {
        work.prepare();
        Scope scope = monitor.scope("energy budget");
        try (scope) {
            work.run();
        }
        ScopeEnergy energy = scope.energy();
        spentNanos += energy.duration().toNanos();
        return energy;
    }
}
