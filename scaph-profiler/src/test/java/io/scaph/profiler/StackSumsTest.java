package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.scaph.api.energy.Energy;
import io.scaph.profiler.internal.division.StackTotal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StackSumsTest {
    /** Samples of 1 mJ each. */
    private static StackTotal stack(long samples, String... frames) {
        return new StackTotal("main", List.of(frames), samples * 1_000, samples, samples * 1e6);
    }

    private static MethodEnergy method(StackSums sums, String name) {
        return sums.methods().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRecursiveMethodCountsOncePerStack() {
        StackSums sums = new StackSums(List.of(stack(3, "main", "a", "a", "a"), stack(2, "main", "a", "b")));

        assertThat(method(sums, "a").total()).isEqualTo(new Energy(5_000));
        assertThat(method(sums, "a").self()).isEqualTo(new Energy(3_000));
        assertThat(method(sums, "a").samples()).isEqualTo(5);
        assertThat(method(sums, "main").self()).isEqualTo(Energy.ZERO);
    }

    @Test
    void theErrorOfManySamplesIsThatOfABinomialDistribution() {
        StackSums sums = new StackSums(List.of(stack(3_000, "main", "a"), stack(7_000, "main", "b")));

        double expected = 1.96 * Math.sqrt(10_000 * 0.3 * 0.7) * 1_000;
        assertThat((double) method(sums, "a").selfError().microjoules()).isCloseTo(expected, withinPercentage(1));
    }

    @Test
    void whatEverySampleHitsIsUncertainByAFewSamples() {
        StackSums sums = new StackSums(List.of(stack(300, "main", "a"), stack(700, "main", "b")));

        assertThat((double) method(sums, "main").totalError().microjoules()).isCloseTo(3_840, withinPercentage(1));
    }

    @Test
    void aSingleSampleSaysNothing() {
        StackSums sums = new StackSums(List.of(stack(1, "main", "a")));

        assertThat(method(sums, "a").selfError()).isEqualTo(method(sums, "a").self());
    }

    @Test
    void inNineteenOfTwentyRunsTheTruthIsWithinTheError() {
        Random random = new Random(17);
        int within = 0;
        int runs = 2_000;
        for (int i = 0; i < runs; i++) {
            long hits = random.doubles(500).filter(at -> at < 0.1).count();
            MethodEnergy found =
                    method(new StackSums(List.of(stack(hits, "main", "a"), stack(500 - hits, "main", "b"))), "a");
            if (Math.abs(found.self().microjoules() - 50_000)
                    <= found.selfError().microjoules()) {
                within++;
            }
        }

        assertThat((double) within / runs).isBetween(0.94, 0.98);
    }

    @Test
    void theMethodWithTheMostEnergyOfItsOwnIsFirst() {
        StackSums sums = new StackSums(List.of(stack(1, "main", "a"), stack(2, "main", "b")));

        assertThat(sums.methods()).extracting(MethodEnergy::name).containsExactly("b", "a", "main");
        assertThat(sums.stacks()).extracting(StackEnergy::samples).containsExactly(2L, 1L);
    }
}
