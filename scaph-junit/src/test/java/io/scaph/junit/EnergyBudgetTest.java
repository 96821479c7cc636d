package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.junit.EnergyBudget.Per;
import io.scaph.junit.EnergyBudget.Whose;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Budgets on a machine of known energy. */
class EnergyBudgetTest {
    @TempDir
    private Path directory;

    private Run.Outcome run(Class<?> tests, String method) {
        return new Run(directory).one(tests, method);
    }

    /** A test with a budget. */
    @Test
    @EnergyBudget(joules = 1)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cheap {}

    /** Each run uses 7.00 J. */
    static class SevenJoules {
        private static final SimulatedWork WORK = SimulatedWork.measured();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @Test
        @EnergyBudget(joules = 7.1)
        void within() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 7)
        void exactlyWithin() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 6.9)
        void over() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 0.0071, per = Per.OPERATION, operations = 1000)
        void withinPerOperation() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 0.0069, per = Per.OPERATION, operations = 1000)
        void overPerOperation() {
            WORK.joules(7);
        }

        @Cheap
        void overByAnAnnotationOfOnesOwn() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 7.1, of = Whose.THREAD)
        void withinForTheThread() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 6.9, of = Whose.HOST)
        void overForTheHost() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 7.1)
        void throwing() throws IOException {
            throw new IOException("its own");
        }

        @Test
        @EnergyBudget(joules = 7.1)
        void assuming() {
            throw new TestAbortedException("its own assumption");
        }
    }

    @Test
    void sevenJoulesAreWithinABudgetOfSevenPointOne() {
        assertThat(run(SevenJoules.class, "within").passed()).isTrue();
        assertThat(run(SevenJoules.class, "withinPerOperation").passed()).isTrue();
        assertThat(run(SevenJoules.class, "withinForTheThread").passed()).isTrue();
    }

    @Test
    void sevenJoulesAreWithinABudgetOfSevenJoules() {
        assertThat(run(SevenJoules.class, "exactlyWithin").passed()).isTrue();
    }

    @Test
    void sevenJoulesAreOverABudgetOfSixPointNine() {
        assertThat(run(SevenJoules.class, "over").failed()).isTrue();
        assertThat(run(SevenJoules.class, "overPerOperation").failed()).isTrue();
        assertThat(run(SevenJoules.class, "overForTheHost").failed()).isTrue();
        assertThat(run(SevenJoules.class, "overByAnAnnotationOfOnesOwn").failed())
                .isTrue();
    }

    @Test
    void aFailureShowsWhatWasMeasuredAndHow() {
        Run.Outcome outcome = run(SevenJoules.class, "over");

        assertThat(outcome.thrown()).isInstanceOf(AssertionFailedError.class);
        assertThat(outcome.message())
                .contains("7.000 J to 7.000 J is over the budget of 6.900 J")
                .contains("measured: 7.000 J of this process for each run of 1.000 s (7.000 W)")
                .contains("mean of 5 repetitions after 2 warm-ups; 0 others did not count")
                .contains("scatter: ± 0.000 µJ (95 % confidence, Student's t)")
                .contains("range: 7.000 J to 7.000 J by the steps of the counters")
                .contains("by: simulation (a simulated machine), MEASURED, policy capacity")
                .contains("on: a machine, Java ")
                .contains("io.scaph.junit.EnergyBudgetTest_SevenJoules.over");
    }

    @Test
    void aBudgetForAnOperationIsReportedForAnOperation() {
        assertThat(run(SevenJoules.class, "overPerOperation").message())
                .contains("7.000 mJ to 7.000 mJ is over the budget of 6.900 mJ per operation");
    }

    @Test
    void whatTheBodyThrowsComesThrough() {
        assertThat(run(SevenJoules.class, "throwing").thrown())
                .isInstanceOf(IOException.class)
                .hasMessage("its own");
        assertThat(run(SevenJoules.class, "assuming").aborted()).isTrue();
        assertThat(run(SevenJoules.class, "assuming").message()).isEqualTo("its own assumption");
    }

    /** A model says 7.00 J; the truth is from 3.5 to 14 J. */
    static class Estimated {
        private static final SimulatedWork WORK = SimulatedWork.estimated();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @Test
        @EnergyBudget(joules = 7.1)
        void within() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 6.9)
        void over() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 7.1, strictEstimates = true)
        void strict() {
            WORK.joules(7);
        }

        @Test
        @EnergyBudget(joules = 14.1, strictEstimates = true)
        void strictAndFarBelow() {
            WORK.joules(7);
        }
    }

    @Test
    void anEstimateIsJudgedByTheJoulesOfItsModel() {
        assertThat(run(Estimated.class, "within").passed()).isTrue();
        assertThat(run(Estimated.class, "over").failed()).isTrue();
        assertThat(run(Estimated.class, "over").message())
                .contains("range: 3.500 J to 14.00 J by the model of the estimate (counts only with strictEstimates)")
                .contains("ESTIMATED");
    }

    @Test
    void anEstimateIsJudgedByTheRangeOfItsModelIfAskedTo() {
        assertThat(run(Estimated.class, "strict").aborted()).isTrue();
        assertThat(run(Estimated.class, "strict").message()).contains("3.500 J to 14.00 J is on both sides");
        assertThat(run(Estimated.class, "strictAndFarBelow").passed()).isTrue();
    }

    /** Requests an invalid budget. */
    static class Senseless {
        @Test
        @EnergyBudget
        void nothing() {}

        @Test
        @EnergyBudget(joules = -1)
        void lessThanNothing() {}

        @Test
        @EnergyBudget(joules = 1, minRepetitions = 3, maxRepetitions = 2)
        void moreThanAllowed() {}
    }

    @Test
    void aSenselessBudgetFails() {
        assertThat(run(Senseless.class, "nothing").message())
                .isEqualTo("@EnergyBudget sets no limit: give joules, regressionPercent or both");
        assertThat(run(Senseless.class, "lessThanNothing").message())
                .isEqualTo("@EnergyBudget: joules must be above 0, not -1.0");
        assertThat(run(Senseless.class, "moreThanAllowed").message())
                .isEqualTo("@EnergyBudget: maxRepetitions must not be below minRepetitions, not 2");
        assertThat(run(Senseless.class, "moreThanAllowed").failed()).isTrue();
    }
}
