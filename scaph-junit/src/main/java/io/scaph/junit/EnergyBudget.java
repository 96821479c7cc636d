package io.scaph.junit;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * The energy budget of a test. The body of the test is repeated and measured until its energy is known precisely enough. Then the
 * test
 *
 * <ul>
 *   <li>passes, if the whole interval of its energy is within the budget;
 *   <li>fails, if the whole interval is over the budget;
 *   <li>is aborted as <em>inconclusive</em>, with the reason and the remedy, in all other cases: it never passes silently.
 * </ul>
 *
 * <p>Every repetition runs between the {@code @BeforeEach} and {@code @AfterEach} methods of the test, which are not measured.
 * The test instance, its arguments and the objects of other extensions (a temporary directory) stay the same for all of them.
 * An exception from the body fails the test at once, unchanged. After a failure the body runs for some seconds more, under a profiler,
 * so that the message shows which methods use the energy; the configuration parameter {@code scaph.profile=off} prevents that.
 *
 * <p>No other test of this JVM runs at the same time, because its energy could not be distinguished.
 *
 * <p>Works on {@code @Test}, {@code @ParameterizedTest}, {@code @RepeatedTest} and other templates, where each invocation is
 * judged separately; not on {@code @TestFactory}. Can be used as a meta-annotation.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(EnergyExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface EnergyBudget {
    /** The unit of work that the budget is for. */
    enum Per {
        /** One run of the test's body. */
        TOTAL,
        /** One of the {@link EnergyBudget#operations()} in a run. */
        OPERATION
    }

    /** The part of the host that is measured. */
    enum Whose {
        /** This JVM: all its threads, by their CPU time. */
        PROCESS("this process"),
        /** The thread of the test, by its CPU time; without the work of other threads for it. */
        THREAD("the test's thread"),
        /** The whole host, with everything that runs on it. */
        HOST("the host");

        /** Its name in messages. */
        final String text;

        Whose(String text) {
            this.text = text;
        }

        /** This part of the energy of a scope; empty if it is unknown. */
        Optional<EnergyRange> of(ScopeEnergy energy) {
            return switch (this) {
                case PROCESS -> energy.process();
                case THREAD -> energy.thread();
                case HOST -> energy.host();
            };
        }
    }

    /** The result of an inconclusive test. */
    enum Inconclusive {
        /** The value of the configuration parameter {@code scaph.inconclusive}: {@code abort} (default) or {@code fail}. */
        CONFIGURED,
        /** It is aborted: reports show it as skipped, with the reason. */
        ABORT,
        /** It fails. */
        FAIL
    }

    /**
     * The limit.
     *
     * @return joules, above 0; no limit by default, and then {@link #regressionPercent()} must be given
     */
    double joules() default Double.POSITIVE_INFINITY;

    /**
     * The unit of work that {@link #joules()} is for.
     *
     * @return one run by default
     */
    Per per() default Per.TOTAL;

    /**
     * The number of operations in one run of the body.
     *
     * @return 1 and above; 1 by default
     */
    long operations() default 1;

    /**
     * The growth of the energy of an operation that is allowed against the baseline. A baseline belongs to a test, a kind of
     * machine, a sensor, a quality and a policy; record it with {@code -Dscaph.baseline=record}. Without one the test is
     * inconclusive.
     *
     * @return percent, 0 and above; by default, below 0, there is no comparison
     */
    double regressionPercent() default -1;

    /**
     * The part of the host that is measured.
     *
     * @return this JVM by default
     */
    Whose of() default Whose.PROCESS;

    /**
     * The number of runs before anything counts, for the JIT compiler and caches.
     *
     * @return 0 and above; 2 by default
     */
    int warmUps() default 2;

    /**
     * The number of repetitions that must count. With 1 the scatter is unknown, and only the range of the repetition is
     * judged.
     *
     * @return 1 and above; 5 by default
     */
    int minRepetitions() default 5;

    /**
     * The largest number of repetitions, including those that do not count.
     *
     * @return not below {@link #minRepetitions()}; 50 by default
     */
    int maxRepetitions() default 50;

    /**
     * The time in the body after which no repetition starts; includes warm-ups, but not {@code @BeforeEach}.
     *
     * @return seconds, above 0; 60 by default
     */
    double timeLimitSeconds() default 60;

    /**
     * The width of the confidence interval, as a part of the mean, at which the measurement ends.
     *
     * @return 0 and above; 0.05 by default, which is 2.5 % up and down
     */
    double intervalWidth() default 0.05;

    /**
     * The confidence of that interval.
     *
     * @return above 0 and below 1; 0.95 by default
     */
    double confidence() default 0.95;

    /**
     * Whether the range of the model counts where energy is estimated. By default it does not: the error of the model is nearly
     * the same at every run on a machine, so a budget in the joules of the model still shows whether the code changed. With it,
     * the budget is one in true joules, and a test is inconclusive unless it is far from the limit.
     *
     * @return false by default
     */
    boolean strictEstimates() default false;

    /**
     * The result of an inconclusive test.
     *
     * @return as configured by default
     */
    Inconclusive inconclusive() default Inconclusive.CONFIGURED;
}
