package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.junit.EnergyBudget.Inconclusive;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Budgets for what can't be known for certain, or not always: gaps, scatter, runs that are too short. */
class UncertainBudgetTest {
    @TempDir
    private Path directory;

    private Run.Outcome run(Class<?> tests, String method) {
        return new Run(directory).one(tests, method);
    }

    /** Loses sight of the counters in some of its runs, counted from 1. */
    static class Gaps {
        private static final SimulatedWork WORK = SimulatedWork.measured();
        private static int runs;

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @BeforeEach
        void seeAgain() {
            WORK.seeAgain();
        }

        private static void work(int gap) {
            WORK.joules(7);
            runs++;
            if (runs == gap) {
                WORK.gap();
            }
        }

        @Test
        @EnergyBudget(joules = 7.1, warmUps = 0, minRepetitions = 1, maxRepetitions = 1)
        void inTheOnlyOne() {
            work(1);
        }

        @Test
        @EnergyBudget(joules = 7.1, warmUps = 0)
        void inTheThird() {
            work(3);
        }

        @Test
        @EnergyBudget(joules = 7.1, warmUps = 0, minRepetitions = 5, maxRepetitions = 5)
        void inTheThirdOfJustEnough() {
            work(3);
        }

        @Test
        @EnergyBudget(
                joules = 7.1,
                warmUps = 0,
                minRepetitions = 1,
                maxRepetitions = 1,
                inconclusive = Inconclusive.FAIL)
        void isToFail() {
            work(1);
        }
    }

    private Run.Outcome gaps(String method) {
        Gaps.runs = 0;
        return run(Gaps.class, method);
    }

    @Test
    void aGapInTheOnlyMeasurementIsInconclusive() {
        for (int i = 0; i < 3; i++) {
            Run.Outcome outcome = gaps("inTheOnlyOne");

            assertThat(outcome.aborted()).isTrue();
            assertThat(outcome.message())
                    .isEqualTo("energy inconclusive: only 0 of the 1 repetitions needed count, of 1 made: the counters"
                            + " have a gap: some energy is not known");
        }
    }

    @Test
    void aRepetitionWithAGapDoesNotCountAndIsMadeUpFor() {
        Run.Outcome outcome = gaps("inTheThird");

        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.passed()).isTrue();
        assertThat(Gaps.runs).isEqualTo(6);
    }

    @Test
    void withoutRoomToMakeUpForAGapItIsInconclusive() {
        assertThat(gaps("inTheThirdOfJustEnough").aborted()).isTrue();
    }

    @Test
    void whatIsInconclusiveFailsIfAskedTo() {
        assertThat(gaps("isToFail").failed()).isTrue();
        assertThat(gaps("isToFail").thrown()).isInstanceOf(AssertionFailedError.class);

        Gaps.runs = 0;
        Run.Outcome configured =
                new Run(directory).with("scaph.inconclusive", "fail").one(Gaps.class, "inTheOnlyOne");
        assertThat(configured.failed()).isTrue();
        assertThat(configured.message()).startsWith("energy inconclusive: only 0 of the 1");
    }

    @Test
    void anInvalidConfigurationFails() {
        Run.Outcome outcome =
                new Run(directory).with("scaph.inconclusive", "pass").one(Gaps.class, "inTheOnlyOne");

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.message()).isEqualTo("scaph.inconclusive is 'pass': set it to abort or fail");
    }

    /** Uses 6 J and 8 J alternately: about 7 J. */
    static class Scattering {
        private static final SimulatedWork WORK = SimulatedWork.measured();
        private static int runs;

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        private static void work() {
            WORK.joules(runs % 2 == 0 ? 6 : 8);
            runs++;
        }

        @Test
        @EnergyBudget(joules = 7.1, warmUps = 0, maxRepetitions = 10)
        void nearTheBudget() {
            work();
        }

        @Test
        @EnergyBudget(joules = 9, warmUps = 0, maxRepetitions = 10)
        void farBelow() {
            work();
        }

        @Test
        @EnergyBudget(joules = 5, warmUps = 0, maxRepetitions = 10)
        void farAbove() {
            work();
        }

        @Test
        @EnergyBudget(joules = 7.5, warmUps = 0, maxRepetitions = 1000, intervalWidth = 0.1)
        void untilItIsNarrow() {
            work();
        }

        @Test
        @EnergyBudget(joules = 9, warmUps = 2, timeLimitSeconds = 5)
        void outOfTime() {
            work();
        }
    }

    private Run.Outcome scattering(String method) {
        Scattering.runs = 0;
        return run(Scattering.class, method);
    }

    @Test
    void anIntervalOnBothSidesOfTheBudgetIsInconclusive() {
        Run.Outcome outcome = scattering("nearTheBudget");

        assertThat(outcome.aborted()).isTrue();
        // 10 repetitions of deviation 1.0541 J; t of 9 degrees of freedom is 2.262.
        assertThat(outcome.message())
                .contains("6.246 J to 7.754 J is on both sides of the budget of 7.100 J: allow more");
        assertThat(Scattering.runs).isEqualTo(10);
    }

    @Test
    void anIntervalOnOneSideDecidesHoweverWideItIs() {
        assertThat(scattering("farBelow").passed()).isTrue();
        assertThat(scattering("farAbove").failed()).isTrue();
    }

    @Test
    void itRepeatsUntilTheIntervalIsNarrowEnough() {
        assertThat(scattering("untilItIsNarrow").passed()).isTrue();
        // 2 t s / sqrt(n) <= 0.1 * 7, with s = sqrt(n / (n - 1)): first for n = 35, with a mean a bit below 7.
        assertThat(Scattering.runs).isBetween(33, 36);
    }

    @Test
    void timeThatIsUpLeavesTooFewRepetitions() {
        Run.Outcome outcome = scattering("outOfTime");

        assertThat(outcome.aborted()).isTrue();
        assertThat(outcome.message())
                .contains("only 3 of the 5 repetitions needed were possible in the time: allow more");
        assertThat(Scattering.runs).isEqualTo(5);
    }

    /** Does nothing that a counter could see. */
    static class TooShort {
        private static final SimulatedWork WORK = SimulatedWork.measured();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @Test
        @EnergyBudget(joules = 7.1)
        void nothing() {
            WORK.nothing();
        }
    }

    @Test
    void aTestThatIsTooShortForTheCountersIsInconclusive() {
        Run.Outcome outcome = run(TooShort.class, "nothing");

        assertThat(outcome.aborted()).isTrue();
        assertThat(outcome.message())
                .contains("50 of 50 repetitions were too short for the counters (the longest took 0.0 ms): repeat the"
                        + " work within the test for 100 ms or more");
    }
}
