package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.spi.SensorUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** How the extension fits into a run of tests. */
class EnergyExtensionTest {
    @TempDir
    private Path directory;

    /** Writes down what is called. */
    static class Lifecycle {
        private static final SimulatedWork WORK = SimulatedWork.measured();
        private static final List<String> CALLS = new ArrayList<>();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        @BeforeEach
        void before(TestInfo test) {
            CALLS.add("before " + test.getDisplayName());
            WORK.joules(1000);
        }

        @AfterEach
        void after() {
            CALLS.add("after");
            WORK.joules(1000);
        }

        @Nested
        class Inner {
            @BeforeEach
            void innerBefore() {
                CALLS.add("inner before");
            }

            @AfterEach
            void innerAfter() {
                CALLS.add("inner after");
            }

            @Test
            @EnergyBudget(joules = 7, warmUps = 1, minRepetitions = 2)
            void test() {
                CALLS.add("test");
                WORK.joules(7);
            }
        }
    }

    @Test
    void everyRepetitionIsBetweenBeforeEachAndAfterEachWhichAreNotMeasured() {
        Lifecycle.CALLS.clear();
        Run.Outcome outcome = Run.outcome(new Run(directory).all(Lifecycle.class));

        assertThat(outcome.message()).isEmpty();
        List<String> one = List.of("before test()", "inner before", "test", "inner after", "after");
        List<String> expected = new ArrayList<>();
        Collections.nCopies(3, one).forEach(expected::addAll);
        assertThat(Lifecycle.CALLS).isEqualTo(expected);
    }

    /** Has no sensor. */
    static class Blind {
        private static final AtomicInteger ASKED = new AtomicInteger();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.opening(() -> {
            ASKED.incrementAndGet();
            throw new SensorUnavailableException("no sensor works here", "do this");
        });

        @Test
        @EnergyBudget(joules = 7)
        void budget() {
            throw new AssertionError("nothing to run it for");
        }

        @Test
        void parameter(Monitor monitor) {
            throw new AssertionError("there can't be one: " + monitor.reader());
        }

        @Test
        void neither() {}
    }

    @Test
    void withoutASensorItIsInconclusive() {
        EngineExecutionResults results = new Run(directory).all(Blind.class);

        results.testEvents().assertStatistics(counts -> counts.aborted(2).succeeded(1));
        assertThat(new Run(directory).one(Blind.class, "budget").message())
                .isEqualTo("energy inconclusive: no sensor works here: do this");
    }

    @Test
    void aSensorThatDoesNotWorkIsAskedOnce() {
        Blind.ASKED.set(0);
        new Run(directory).all(Blind.class);

        assertThat(Blind.ASKED).hasValue(1);
    }

    @Test
    void withoutASensorItFailsIfAskedTo() {
        EngineExecutionResults results =
                new Run(directory).with("scaph.inconclusive", "fail").all(Blind.class);

        results.testEvents().assertStatistics(counts -> counts.failed(2).succeeded(1));
    }

    @Test
    void aSensorThatDoesNotExistFails() {
        Run.Outcome outcome = Run.outcome(
                new Run(directory).with("scaph.sensor", "crystal-ball").all(Shared.class));

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.message()).startsWith("scaph.sensor, scaph.policy: ").contains("crystal-ball");
    }

    /** Gets its monitor from a field. */
    static class Own {
        private static final Set<Monitor> SEEN = new LinkedHashSet<>();
        private static final AtomicInteger OPENED = new AtomicInteger();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.opening(() -> {
            OPENED.incrementAndGet();
            return SimulatedWork.measured().monitor();
        });

        @Test
        void one(Monitor monitor) {
            SEEN.add(monitor);
        }

        @Test
        void other(Monitor monitor) {
            SEEN.add(monitor);
        }

        @Nested
        class Inner {
            @Test
            void third(Monitor monitor) {
                SEEN.add(monitor);
            }
        }
    }

    @Test
    void aClassHasOneMonitorWhichIsClosedWithIt() {
        Own.SEEN.clear();
        Own.OPENED.set(0);
        new Run(directory).all(Own.class).testEvents().assertStatistics(counts -> counts.succeeded(3));

        assertThat(Own.OPENED).hasValue(1);
        assertThat(Own.SEEN).hasSize(1);
        assertThat(Own.SEEN)
                .allSatisfy(monitor -> assertThat(monitor.measure(() -> {}).warnings())
                        .anySatisfy(warning -> assertThat(warning.name()).isEqualTo("MONITOR_CLOSED")));
    }

    /** Gets the monitor of the whole run. */
    @ExtendWith(EnergyExtension.class)
    static class Shared {
        @Test
        void one(Monitor monitor) {
            assertThat(monitor).isNotNull();
        }
    }

    /** Tests with a budget in parallel with one another and with others. */
    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {
        private static final SimulatedWork WORK = SimulatedWork.measured();
        private static final AtomicInteger RUNNING = new AtomicInteger();
        private static final AtomicInteger MOST = new AtomicInteger();

        @RegisterExtension
        static final EnergyExtension ENERGY = EnergyExtension.with(WORK.monitor());

        private static void work(double joules) throws InterruptedException {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            Thread.sleep(1);
            WORK.joules(joules);
            RUNNING.decrementAndGet();
        }

        @Test
        @EnergyBudget(joules = 7)
        void one() throws InterruptedException {
            work(7);
        }

        @Test
        @EnergyBudget(joules = 9)
        void other() throws InterruptedException {
            work(9);
        }

        @Test
        void withoutBudget() throws InterruptedException {
            work(1000);
        }
    }

    @Test
    void nothingElseRunsWhileATestIsMeasured() {
        Parallel.MOST.set(0);
        new Run(directory)
                .with("junit.jupiter.execution.parallel.enabled", "true")
                .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .all(Parallel.class)
                .testEvents()
                .assertStatistics(counts -> counts.succeeded(3));

        assertThat(Parallel.MOST).hasValue(1);
    }
}
