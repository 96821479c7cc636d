package io.scaph.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.FaultyExporter.Fault;
import io.scaph.testkit.ending.EndingExporter;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract finds each fault, and no fault in a correct plugin. */
class ExporterContractTest {
    /** As a plugin author writes it. */
    static class Faulty extends ExporterContract {
        @Override
        protected ExporterProvider provider() {
            return new FaultyExporter();
        }

        @Override
        protected PluginSetup setup(OutputStream output) {
            return PluginSetup.standard().withOutput(output);
        }

        @Override
        protected OptionalLong publishedMicrojoules(String output) {
            String end = output.stripTrailing();
            return OptionalLong.of(Long.parseLong(end.substring(end.lastIndexOf("= ") + 2)));
        }

        /** Test classes are in no services file of a module. */
        @Override
        Stream<? extends Class<?>> found(ClassLoader loader) {
            return Stream.of(provider().getClass());
        }
    }

    static final class Ending extends Faulty {
        @Override
        protected ExporterProvider provider() {
            return new EndingExporter();
        }
    }

    static final class Unregistered extends Faulty {
        @Override
        Stream<? extends Class<?>> found(ClassLoader loader) {
            return Stream.empty();
        }
    }

    static final class Silent extends Faulty {
        @Override
        protected OptionalLong publishedMicrojoules(String output) {
            return OptionalLong.empty();
        }
    }

    static final class Demanding extends Faulty {
        @Override
        protected void requireWellFormed(String output) {
            assertThat(output).as("what is printed").isEqualTo("something else");
        }
    }

    @AfterEach
    void repair() {
        FaultyExporter.fault = Fault.NONE;
        FaultyExporter.released.countDown();
        FaultyExporter.released = new CountDownLatch(1);
    }

    @Test
    void anExporterThatIsRightBreaksNoRule() {
        assertThat(Rules.run(Faulty.class).testEvents().succeeded().count()).isGreaterThan(20);
        assertThat(Rules.brokenIn(Faulty.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NAME_WITH_BLANKS, theNameIsInKebabCase",
        "PRINTS_AT_ONCE, creatingDoesNothingYet",
        "DETAILS_CHANGE, theDetailsAreTheSameAtEveryCall",
        "CLOSE_THROWS_AT_SECOND, closingTwiceDoesNothing",
        "THROWS_WHEN_INTERRUPTED_EARLY, anInterruptBeforeItBeginsEndsIt",
        "CLOSES_THE_OUTPUT, itDoesNotCloseTheOutput",
        "BREAKS_LOUDLY, anOutputThatFailsIsAnIoException",
        "FORGETS_THE_REST, everyJouleIsPublished",
        "PRINTS_NAMES_AS_THEY_ARE, noControlCharacterIsPrinted",
        "LEAVES_A_THREAD, itLeavesNoThread",
    })
    void eachFaultBreaksTheRuleItIsAgainstAndNoOther(Fault fault, String rule) {
        FaultyExporter.fault = fault;

        assertThat(Rules.brokenIn(Faulty.class)).containsExactly(rule);
    }

    /** Some faults show in everything that an exporter does. */
    @ParameterizedTest
    @CsvSource({
        "KEEPS_THE_JVM, itsThreadsAreDaemons",
        "CAN_NOT_DO_WITHOUT_POWER, itSurvivesWhatIsUnknown",
        "FEARS_LONG_NAMES, itSurvivesHostileNames",
    })
    void otherFaultsBreakTheirRuleAsWell(Fault fault, String rule) {
        FaultyExporter.fault = fault;

        assertThat(Rules.brokenIn(Faulty.class)).contains(rule).hasSizeLessThan(4);
    }

    /** One rule only: each of the others would wait for it. */
    @ParameterizedTest
    @CsvSource({"DEAF, anInterruptEndsIt", "SPINS, itDoesNotAskForTicksWithoutEnd"})
    void anEndlessExporterIsFoundAndDoesNotHoldUpTheTests(Fault fault, String rule) {
        FaultyExporter.fault = fault;

        // On a busy machine its thread may get no CPU time during the whole check.
        Set<String> broken = Set.of();
        for (int i = 0; i < 5 && broken.isEmpty(); i++) {
            broken = Rules.brokenIn(Faulty.class, rule);
        }

        assertThat(broken).containsExactly(rule);
    }

    @Test
    void aPluginThatEndsTheJvmIsFoundWithoutBeingRun() {
        assertThat(Rules.brokenIn(Ending.class)).containsExactly("thePluginDoesNotEndTheJvm");
    }

    @Test
    void aProviderThatIsNotRegisteredIsReported() {
        assertThat(Rules.brokenIn(Unregistered.class)).containsExactly("theServiceLoaderFindsTheProvider");
    }

    @Test
    void theRuleOnPublishedEnergyNeedsPublishedMicrojoules() {
        FaultyExporter.fault = Fault.FORGETS_THE_REST;

        assertThat(Rules.brokenIn(Silent.class)).isEmpty();
        assertThat(Rules.names(Rules.run(Silent.class).testEvents().aborted()))
                .containsExactly("everyJouleIsPublished");
    }

    @Test
    void theFormOfTheOutputIsChecked() {
        assertThat(Rules.brokenIn(Demanding.class))
                .containsExactly(
                        "anInterruptBeforeItBeginsEndsIt",
                        "anInterruptEndsIt",
                        "itSurvivesHostileNames",
                        "itSurvivesWhatIsUnknown");
    }
}
