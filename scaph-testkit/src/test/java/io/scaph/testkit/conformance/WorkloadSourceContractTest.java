package io.scaph.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.testkit.conformance.FaultyWorkloads.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract finds each fault, and no fault in a correct plugin. */
class WorkloadSourceContractTest {
    /** As a plugin author writes it. */
    static class Faulty extends WorkloadSourceContract {
        @Override
        protected WorkloadSourceProvider provider() {
            return new FaultyWorkloads();
        }

        @Override
        protected PluginSetup workingSetup() {
            return PluginSetup.standard();
        }

        /** Test classes are in no services file of a module. */
        @Override
        Stream<? extends Class<?>> found(ClassLoader loader) {
            return Stream.of(provider().getClass());
        }
    }

    @AfterEach
    void repair() {
        FaultyWorkloads.fault = Fault.NONE;
    }

    @Test
    void aSourceThatIsRightBreaksNoRule() {
        assertThat(Rules.run(Faulty.class).testEvents().succeeded().count()).isGreaterThan(20);
        assertThat(Rules.brokenIn(Faulty.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_NAME, theNameIsInKebabCase",
        "NO_DETAIL, theProbeSaysWhatItFound",
        "NO_MACHINE, everyPassReportsTheMachineOnce",
        "MACHINE_TWICE, everyPassReportsTheMachineOnce",
        "PROCESS_TWICE, noProcessIsReportedTwice",
        "RUNNING_AND_ENDED, noProcessIsReportedTwice",
        "TIME_FALLS, cpuTimesDoNotFall",
        "ALWAYS_ANOTHER_OBJECT, aWorkloadThatIsTheSameIsTheSameObject",
        "CHILDREN_FIRST, parentsAreReportedBeforeTheirChildren",
        "FAILS_FOR_UNKNOWN_PROCESS, anUnknownProcessHasNoResources",
        "FAILS_AFTER_AN_INTERRUPT, readingSurvivesAnInterrupt",
        "CLOSE_THROWS_AT_SECOND, closingTwiceDoesNothing",
    })
    void eachFaultBreaksTheRuleItIsAgainstAndNoOther(Fault fault, String rule) {
        FaultyWorkloads.fault = fault;

        assertThat(Rules.brokenIn(Faulty.class)).containsExactly(rule);
    }

    @Test
    void aSourceWithoutProcessesIsFound() {
        FaultyWorkloads.fault = Fault.NO_PROCESSES;

        assertThat(Rules.brokenIn(Faulty.class)).containsExactly("aPassReportsProcesses", "readingSurvivesAnInterrupt");
    }
}
