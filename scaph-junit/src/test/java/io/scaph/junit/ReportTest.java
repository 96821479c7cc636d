package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of a test. */
class ReportTest {
    @TempDir
    private Path directory;

    private final String prefix = "io.scaph.junit.ReportTest_Reported.";

    /** Tests with reports. */
    static class Reported {
        private static final SimulatedWork WORK = SimulatedWork.measured();
        private static boolean broken;

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @Test
        @DisplayName("../../\"quoted\"\n\u0000 and far too long")
        @EnergyBudget(joules = 6.9, warmUps = 1, minRepetitions = 3, operations = 10)
        void over() {
            WORK.joules(7);
        }

        @ParameterizedTest(name = "../{0}")
        @ValueSource(strings = {"a/b", "c\\d", "a_b"})
        @EnergyBudget(joules = 8)
        void several(String name) {
            WORK.joules(name.length() + 1);
        }

        @Test
        @EnergyBudget(joules = 8)
        void breaking() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            WORK.joules(7);
        }
    }

    private JsonNode only(Run run) throws IOException {
        assertThat(run.reportFiles()).hasSize(1);
        return run.report(run.reportFiles().get(0).getFileName().toString());
    }

    @Test
    void aReportIsComplete() throws IOException {
        Run run = new Run(directory);
        run.one(Reported.class, "over");
        JsonNode report = only(run);

        assertThat(report.at("/version").intValue()).isEqualTo(1);
        assertThat(report.at("/test/class").textValue()).isEqualTo("io.scaph.junit.ReportTest$Reported");
        assertThat(report.at("/test/method").textValue()).isEqualTo("over()");
        assertThat(report.at("/test/displayName").textValue()).startsWith("../../\"quoted\"");
        assertThat(report.at("/outcome").textValue()).isEqualTo("over");
        assertThat(report.at("/reason").textValue()).contains("is over the budget of 6.900 J");
        assertThat(report.at("/budget/joules").doubleValue()).isEqualTo(6.9);
        assertThat(report.at("/budget/per").textValue()).isEqualTo("total");
        assertThat(report.at("/energy/joules").doubleValue()).isEqualTo(7);
        assertThat(report.at("/energy/joulesPerOperation").doubleValue()).isEqualTo(0.7);
        assertThat(report.at("/energy/judged/lowJoules").doubleValue()).isEqualTo(7);
        assertThat(report.at("/energy/confidenceInterval/highJoules").doubleValue())
                .isEqualTo(7);
        assertThat(report.at("/energy/confidence").doubleValue()).isEqualTo(0.95);
        assertThat(report.at("/energy/range/highJoules").doubleValue()).isEqualTo(7);
        assertThat(report.at("/sensor").textValue()).isEqualTo("simulation");
        assertThat(report.at("/quality").textValue()).isEqualTo("MEASURED");
        assertThat(report.at("/policy").textValue()).isEqualTo("capacity");
        assertThat(report.at("/machine").textValue()).isEqualTo("a machine");
        assertThat(report.at("/of").textValue()).isEqualTo("process");
        assertThat(report.at("/warmUps").intValue()).isEqualTo(1);
        assertThat(report.at("/repetitions")).hasSize(3).allSatisfy(repetition -> {
            assertThat(repetition.at("/counts").booleanValue()).isTrue();
            assertThat(repetition.at("/joules").doubleValue()).isEqualTo(7);
            assertThat(repetition.at("/seconds").doubleValue()).isEqualTo(1);
            assertThat(repetition.at("/cpuSeconds").doubleValue()).isEqualTo(1);
            assertThat(repetition.at("/warnings")).isEmpty();
        });
    }

    @Test
    void invocationsHaveReportsOfTheirOwnWhateverTheyAreCalled() throws IOException {
        Run run = new Run(directory);
        run.all(Reported.class);

        assertThat(run.reportFiles())
                .hasSize(5)
                .allSatisfy(file -> assertThat(file.getFileName().toString())
                        .startsWith(prefix)
                        .matches("[A-Za-z0-9._-]+-[0-9a-f]{12}\\.json"));
        assertThat(run.reportFiles().stream().filter(file -> file.toString().contains("several")))
                .hasSize(3);
    }

    @Test
    void aTestThatBreaksLeavesNoReportOfAnEarlierRun() throws IOException {
        Run run = new Run(directory);
        Reported.broken = false;
        run.one(Reported.class, "breaking");
        assertThat(run.reportFiles()).hasSize(1);
        Reported.broken = true;
        run.one(Reported.class, "breaking");

        assertThat(run.reportFiles()).isEmpty();
    }

    @Test
    void aReportThatCantBeWrittenChangesNothing() throws IOException {
        Files.writeString(directory.resolve("reports"), "in the way");
        Reported.broken = false;

        assertThat(new Run(directory).one(Reported.class, "breaking").passed()).isTrue();
    }
}
