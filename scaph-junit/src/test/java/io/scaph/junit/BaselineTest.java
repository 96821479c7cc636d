package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Energy that must not grow by more than a tenth. */
class BaselineTest {
    @TempDir
    private Path directory;

    private Run run() {
        return new Run(directory);
    }

    private Run recording() {
        return run().with("scaph.baseline", "record");
    }

    private Path file() {
        return directory.resolve("baselines.json");
    }

    /** Uses a given energy, on a machine that measures. */
    static class Growing {
        private static final SimulatedWork WORK = SimulatedWork.measured();
        private static double joules;
        private static double scatter;
        private static int runs;

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @Test
        @EnergyBudget(regressionPercent = 10, operations = 100, maxRepetitions = 20)
        void test() {
            WORK.joules(joules + (runs++ % 2 == 0 ? scatter : -scatter));
        }

        @Test
        @EnergyBudget(joules = 7.5, regressionPercent = 10)
        void withABudget() {
            WORK.joules(joules);
        }

        @Test
        @EnergyBudget(regressionPercent = 10, warmUps = 0, minRepetitions = 1, maxRepetitions = 1)
        void once() {
            WORK.joules(joules);
        }
    }

    /** The same where a model estimates. */
    static class Estimated {
        private static final SimulatedWork WORK = SimulatedWork.estimated();
        private static double joules;

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @Test
        @EnergyBudget(regressionPercent = 10)
        void test() {
            WORK.joules(joules);
        }
    }

    /** Runs with several arguments. */
    static class Parameterized {
        private static final SimulatedWork WORK = SimulatedWork.measured();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @ParameterizedTest
        @ValueSource(doubles = {1, 20})
        @EnergyBudget(regressionPercent = 10)
        void test(double joules) {
            WORK.joules(joules);
        }
    }

    private static void uses(double joules, double scatter) {
        Growing.joules = joules;
        Growing.scatter = scatter;
        Growing.runs = 0;
    }

    private Run.Outcome test() {
        return run().one(Growing.class, "test");
    }

    @Test
    void withoutABaselineItIsInconclusiveAndSaysHowToRecordOne() {
        uses(7, 0);
        Run.Outcome outcome = test();

        assertThat(outcome.aborted()).isTrue();
        assertThat(outcome.message())
                .isEqualTo("energy inconclusive: " + file() + " has no baseline for "
                        + "io.scaph.junit.BaselineTest$Growing.test() on a machine by simulation (MEASURED, capacity): "
                        + "record one here with -Dscaph.baseline=record");
    }

    @Test
    void growthWithinTheLimitPassesAndAboveItFails() {
        uses(7, 0);
        assertThat(recording().one(Growing.class, "test").passed()).isTrue();

        uses(7.6, 0);
        assertThat(test().passed()).isTrue();
        uses(6, 0);
        assertThat(test().passed()).isTrue();
        uses(7.8, 0);
        assertThat(test().failed()).isTrue();
        assertThat(test().message())
                .contains(
                        "78.00 mJ per operation against 70.00 mJ in the baseline (+11.4 %), more than the 10 % allowed");
    }

    @Test
    void scatterNearTheLimitIsInconclusive() {
        uses(7, 1);
        recording().one(Growing.class, "test");

        uses(7.6, 1);
        assertThat(test().aborted()).isTrue();
        assertThat(test().message()).contains("(+8.6 %), too close to the 10 % allowed for a verdict: allow more");
        uses(7, 1);
        assertThat(test().aborted()).as("+0 %% of 7 J, that scatter by 1 J").isFalse();
        uses(12, 1);
        assertThat(test().failed()).isTrue();
    }

    @Test
    void theErrorOfAModelIsTheSameInBothAndDoesNotCount() {
        Estimated.joules = 7;
        recording().one(Estimated.class, "test");

        assertThat(run().one(Estimated.class, "test").passed()).isTrue();
        Estimated.joules = 7.8;
        assertThat(run().one(Estimated.class, "test").failed()).isTrue();
    }

    @Test
    void theStrongerOfBudgetAndBaselineDecides() {
        uses(7, 0);
        assertThat(run().one(Growing.class, "withABudget").aborted())
                .as("within the budget, but there is no baseline")
                .isTrue();
        uses(8, 0);
        assertThat(run().one(Growing.class, "withABudget").failed())
                .as("over the budget, whatever the baseline")
                .isTrue();
        uses(6, 0);
        recording().one(Growing.class, "withABudget");
        uses(7, 0);
        assertThat(run().one(Growing.class, "withABudget").failed())
                .as("within the budget, but grown")
                .isTrue();
    }

    @Test
    void aSingleMeasurementCantBeCompared() {
        uses(7, 0);
        recording().one(Growing.class, "once");

        assertThat(run().one(Growing.class, "once").message()).contains("a single repetition can't be compared");
    }

    @Test
    void anotherMachineHasAnotherBaseline() {
        uses(7, 0);
        recording().one(Growing.class, "test");

        Run other = run().with("scaph.machine", "another machine");
        assertThat(other.one(Growing.class, "test").aborted()).isTrue();
        assertThat(test().passed()).isTrue();
    }

    @Test
    void eachInvocationHasItsOwn() {
        recording().all(Parameterized.class).testEvents().assertStatistics(counts -> counts.succeeded(2));

        run().all(Parameterized.class).testEvents().assertStatistics(counts -> counts.succeeded(2));
    }

    @Test
    void theFileIsSortedAndStaysTheSameIfNothingChanges() throws IOException {
        uses(7, 0);
        recording().one(Growing.class, "withABudget");
        recording().one(Growing.class, "test");
        String first = Files.readString(file());
        recording().one(Growing.class, "withABudget");

        assertThat(Files.readString(file())).isEqualTo(first);
        assertThat(first).endsWith("}\n");
        assertThat(first.indexOf("Growing.test()")).isLessThan(first.indexOf("Growing.withABudget()"));
        assertThat(first).contains("\"meanMicrojoules\" : 70000.0,");
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\": 2, \"baselines\": []}",
                "{\"baselines\": []}",
                "{\"version\": 1, \"baselines\": [{\"test\": \"x\"}]}",
                "{\"version\": 1, \"baselines\": [",
                "{\"version\": 1, \"baselines\": 5}"
            })
    void aFileThatIsNotAsItWasRecordedIsInconclusiveAndIsLeftAlone(String content) throws IOException {
        uses(7, 0);
        Files.writeString(file(), content);

        Run.Outcome outcome = test();
        assertThat(outcome.aborted()).isTrue();
        assertThat(outcome.message())
                .contains(file().toString())
                .contains("restore it, or delete it and record the baselines again");
        assertThat(recording().one(Growing.class, "test").aborted()).isTrue();
        assertThat(Files.readString(file())).isEqualTo(content);
    }
}
