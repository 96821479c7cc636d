package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scaph.api.Monitor;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.scope.ScopeResult;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Assertions about what a scope used. */
class ScopeEnergyAssertTest {
    private static ScopeEnergy energy(Quality quality, ScopeWarning... warnings) {
        return new ScopeResult(
                "checkout",
                Duration.ofSeconds(2),
                Optional.of(EnergyRange.ofMicrojoules(20_000_000, 19_000_000, 21_000_000)),
                Optional.of(EnergyRange.ofMicrojoules(7_000_000, 6_900_000, 7_100_000)),
                Optional.empty(),
                Optional.of(Duration.ofMillis(1500)),
                quality,
                Set.of(warnings));
    }

    private static ScopeEnergyAssert assertion(Quality quality, ScopeWarning... warnings) {
        return EnergyAssertions.assertThat(energy(quality, warnings));
    }

    private static void fails(ThrowingCallable assertion, String... message) {
        assertThat(catchThrowable(assertion))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(message);
    }

    @Test
    void theWholeRangeMustBeWithin() {
        assertion(Quality.MEASURED)
                .usedAtMost(7.1)
                .usedAtLeast(6.9)
                .usedBetween(6.9, 7.1)
                .isMeasured()
                .hasNoGap();
        fails(
                () -> assertion(Quality.MEASURED).usedAtMost(7.09),
                "expected at most 7.090 J, but scope 'checkout' used 7.000 J (6.900 J to 7.100 J) of this process in"
                        + " 2.000 s, 1.500 s of CPU time, MEASURED");
        fails(() -> assertion(Quality.MEASURED).usedAtLeast(6.91), "expected at least 6.910 J");
        fails(() -> assertion(Quality.MEASURED).usedBetween(7, 8), "expected at least 7.000 J");
    }

    @Test
    void ofAnEstimateTheBestValueMustBeWithin() {
        assertion(Quality.ESTIMATED).usedBetween(7, 7);
        fails(() -> assertion(Quality.ESTIMATED).usedAtMost(6.99), "expected at most 6.990 J", "ESTIMATED");
        fails(() -> assertion(Quality.ESTIMATED).isMeasured(), "expected energy that is MEASURED");
    }

    @Test
    void theHostIsAnotherMatter() {
        assertion(Quality.MEASURED).ofHost().usedBetween(19, 21);
        fails(() -> assertion(Quality.MEASURED).ofHost().usedAtMost(7), "of the host");
    }

    @Test
    void whatIsNotKnownIsNotAssertedByAnything() {
        fails(() -> assertion(Quality.MEASURED).ofThread().usedAtMost(1000), "an unknown energy of the test's thread");
        fails(
                () -> assertion(Quality.MEASURED, ScopeWarning.GAP).usedAtMost(1000),
                "expected energy that is known",
                "the counters have a gap");
        fails(() -> assertion(Quality.MEASURED, ScopeWarning.GAP).usedAtLeast(0), "expected energy that is known");
        fails(() -> assertion(Quality.MEASURED, ScopeWarning.GAP).hasNoGap(), "expected no gap");
        fails(() -> assertion(Quality.MEASURED, ScopeWarning.TOO_SHORT).hasNoWarnings(), "too short for the counters");
        assertion(Quality.MEASURED).hasNoWarnings();
    }

    @Test
    void aDescriptionComesFirst() {
        assertThatThrownBy(() ->
                        assertion(Quality.MEASURED).as("a purchase").ofHost().usedAtMost(1))
                .hasMessageStartingWith("[a purchase]");
    }

    @Test
    void itReadsWhatAMonitorMeasured() {
        SimulatedWork work = SimulatedWork.measured();
        try (Monitor monitor = work.monitor()) {
            EnergyAssertions.assertThat(monitor.measure(() -> work.joules(7))).usedBetween(7, 7);
        }
    }
}
