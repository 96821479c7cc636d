package io.scaph.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import io.scaph.testkit.conformance.FaultySensor.Fault;
import io.scaph.testkit.ending.EndingSensor;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract finds each fault, and no fault in a correct plugin. */
class SensorContractTest {
    /** As a plugin author writes it. */
    static class Faulty extends SensorContract {
        @TempDir
        Path procfs;

        @Override
        protected SensorProvider provider() {
            return new FaultySensor();
        }

        @Override
        protected PluginSetup workingSetup() throws Exception {
            FaultySensor.layOut(procfs);
            return PluginSetup.standard().withRoots(HostRoots.of(procfs, procfs));
        }

        /** Test classes are in no services file of a module. */
        @Override
        Stream<? extends Class<?>> found(ClassLoader loader) {
            return Stream.of(provider().getClass());
        }
    }

    static final class Unregistered extends Faulty {
        @Override
        Stream<? extends Class<?>> found(ClassLoader loader) {
            return Stream.of(String.class);
        }
    }

    static final class WithParameter extends Faulty {
        @Override
        protected SensorProvider provider() {
            return new FaultySensor() {};
        }
    }

    static final class Ending extends Faulty {
        @Override
        protected SensorProvider provider() {
            return new EndingSensor();
        }
    }

    static final class Waived extends Faulty {
        @Override
        protected boolean readsWithoutGarbage() {
            return false;
        }
    }

    @AfterEach
    void repair() throws Exception {
        FaultySensor.fault = Fault.NONE;
        FaultySensor.release();
    }

    @Test
    void aSensorThatIsRightBreaksNoRule() {
        assertThat(Rules.run(Faulty.class).testEvents().succeeded().count()).isGreaterThan(25);
        assertThat(Rules.brokenIn(Faulty.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NAME_WITH_CAPITALS, theNameIsInKebabCase",
        "NAME_THAT_CHANGES, theNameIsTheSameAtEveryCall",
        "DESCRIPTION_OF_TWO_LINES, theDescriptionIsOneLine",
        "OPTION_WITHOUT_HELP, everyOptionHasHelp",
        "FLAG_ON_BY_DEFAULT, everyFlagHasADefault",
        "LETTER_TWICE, noTwoOptionsAreCalledTheSame",
        "THREAD_OF_THE_PROVIDER, theProviderStartsNoThread",
        "ALIAS_IS_ITS_NAME, everyAliasIsANameOfItsOwn",
        "PROBE_SAYS_NOTHING, theProbeSaysWhatItFound",
        "OPENS_WHAT_IS_UNAVAILABLE, openingAgreesWithTheProbe",
        "SHOWS_ANOTHER_TOPOLOGY, theProbeShowsTheTopologyThatIsOpened",
        "PROBE_LEAVES_A_THREAD, probingLeavesNoThread",
        "PROBE_LEAVES_A_FILE, probingLeavesNoFileOpen",
        "CLOSE_LEAVES_A_FILE, closingLeavesNoFileOpen",
        "CLOSE_LEAVES_A_THREAD, closingLeavesNoThread",
        "CLOSE_THROWS_AT_SECOND, closingTwiceDoesNothing",
        "TOPOLOGY_CHANGES, theTopologyIsTheSameAtEveryCall",
        "FORGETS_A_DOMAIN, everyDomainIsFilledOrFailed",
        "READS_NOTHING, somethingIsRead",
        "FALLS, countersDoNotFallUnlessTheyWrap",
        "EXCEEDS_ITS_RANGE, countersDoNotFallUnlessTheyWrap",
        "FAILS_AFTER_AN_INTERRUPT, readingSurvivesAnInterrupt",
        "ONE_AT_A_TIME, twoSensorsDoNotDisturbEachOther",
        "GARBAGE, readingAllocatesNothing",
    })
    void eachFaultBreaksTheRuleItIsAgainstAndNoOther(Fault fault, String rule) {
        FaultySensor.fault = fault;

        assertThat(Rules.brokenIn(Faulty.class)).containsExactly(rule);
    }

    /** Opening has to agree with the probe, so what is wrong with the one is found by the rule for both, too. */
    @ParameterizedTest
    @CsvSource({"PROBE_THROWS", "NO_REMEDY"})
    void aProbeThatThrowsIsFound(Fault fault) {
        FaultySensor.fault = fault;

        assertThat(Rules.brokenIn(Faulty.class))
                .containsExactly("openingAgreesWithTheProbe", "theProbeOfAnEmptyPlaceGivesReasonAndRemedy");
    }

    @Test
    void aProviderThatIsNotRegisteredIsReported() {
        assertThat(Rules.brokenIn(Unregistered.class)).containsExactly("theServiceLoaderFindsTheProvider");
    }

    @Test
    void aProviderThatCanNotBeCreatedIsReported() {
        assertThat(Rules.brokenIn(WithParameter.class))
                .containsExactly("theProviderHasAPublicConstructorWithoutParameters");
    }

    @Test
    void aPluginThatEndsTheJvmIsFoundWithoutBeingRun() {
        assertThat(Rules.brokenIn(Ending.class)).containsExactly("thePluginDoesNotEndTheJvm");
    }

    @Test
    void garbageThatIsAdmittedIsLeftOut() {
        FaultySensor.fault = Fault.GARBAGE;

        assertThat(Rules.brokenIn(Waived.class)).isEmpty();
        assertThat(Rules.names(Rules.run(Waived.class).testEvents().aborted()))
                .containsExactly("readingAllocatesNothing");
    }
}
