package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Budgets in real time, with the estimating sensor's values for this machine: as on a continuous integration server. */
class EnergyBudgetIT {
    @TempDir
    private Path directory;

    private Run run() {
        return new Run(directory).with("scaph.sensor", "estimation");
    }

    private static long spin(long millis) {
        long sum = 0;
        for (long end = System.nanoTime() + millis * 1_000_000; System.nanoTime() < end; ) {
            sum += end;
        }
        return sum;
    }

    /** Keeps a CPU busy for a while. */
    static class Spinning {
        @Test
        @EnergyBudget(joules = 1_000, maxRepetitions = 5)
        void farBelow() {
            assertThat(spin(150)).isNotZero();
        }

        @Test
        @EnergyBudget(joules = 1e-4, maxRepetitions = 5)
        void farAbove() {
            assertThat(spin(150)).isNotZero();
        }
    }

    @Test
    void anEstimateHoldsABudget() {
        Run.Outcome outcome = run().one(Spinning.class, "farBelow");

        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.passed()).isTrue();
    }

    @Test
    void anEstimateBreaksABudgetAndIsCalledAnEstimate() {
        Run.Outcome outcome = run().one(Spinning.class, "farAbove");

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.message())
                .contains("is over the budget of 100.0 µJ")
                .contains("by: estimation (")
                .contains("ESTIMATED, policy ");
    }

    @Test
    void theMonitorOfTheRunMeasures() {
        Run.Outcome outcome = Run.outcome(run().all(OnlyAMonitor.class));

        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.passed()).isTrue();
    }

    /** Takes a monitor and nothing else. */
    @ExtendWith(EnergyExtension.class)
    static class OnlyAMonitor {
        @Test
        void measures(Monitor monitor) {
            EnergyAssertions.assertThat(monitor.measure(() -> spin(150))).usedBetween(1e-4, 1_000);
        }
    }
}
