package io.scaph.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What a test may use. The body of the test is run again and again and measured each time, until its energy is known well
 * enough; then the test is
 *
 * <ul>
 *   <li>passed, if all that the energy may be is within the budget;
 *   <li>failed, if all that it may be is over the budget;
 *   <li>aborted as <em>inconclusive</em> with the reason and the remedy, if neither can be said: never passed silently.
 * </ul>
 *
 * <p>Every repetition lies between the {@code @BeforeEach} and {@code @AfterEach} methods of the test, which are not measured.
 * The test instance, its arguments and what other extensions made (a temporary directory) stay the same for all of them.
 * What the body throws fails the test as itself, at once.
 *
 * <p>No other test of this JVM runs meanwhile, as its energy could not be told apart.
 *
 * <p>Works on {@code @Test}, {@code @ParameterizedTest}, {@code @RepeatedTest} and other templates, each invocation for
 * itself; not on {@code @TestFactory}. May be used on an annotation of your own.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(EnergyExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface EnergyBudget {
    /** What the budget is for. */
    enum Per {
        /** One run of the test's body. */
        TOTAL,
        /** One of the {@link EnergyBudget#operations()} in it. */
        OPERATION
    }

    /** Whose energy is measured. */
    enum Whose {
        /** This JVM: all its threads, by their CPU time. */
        PROCESS,
        /** The thread of the test, by its CPU time; not what other threads do for it. */
        THREAD,
        /** The whole host, with all that others do on it. */
        HOST
    }

    /** What an inconclusive test does. */
    enum Inconclusive {
        /** What the configuration parameter {@code scaph.inconclusive} says: {@code abort} (default) or {@code fail}. */
        CONFIGURED,
        /** It is aborted: reports show it as skipped, with the reason. */
        ABORT,
        /** It fails. */
        FAIL
    }

    /**
     * The most that it may use.
     *
     * @return joules, above 0; no limit by default, and then {@link #regressionPercent()} must be given
     */
    double joules() default Double.POSITIVE_INFINITY;

    /**
     * What {@link #joules()} is for.
     *
     * @return one run by default
     */
    Per per() default Per.TOTAL;

    /**
     * How many operations one run of the body is.
     *
     * @return 1 and above; 1 by default
     */
    long operations() default 1;

    /**
     * By how much the energy of an operation may grow against the baseline that was recorded for this test on this kind
     * of machine, by the same sensor, quality and policy. Record it by {@code -Dscaph.baseline=record}. Without a baseline
     * the test is inconclusive.
     *
     * @return percent, 0 and above; by default, below 0, there is no comparison
     */
    double regressionPercent() default -1;

    /**
     * Whose energy it is.
     *
     * @return this JVM by default
     */
    Whose of() default Whose.PROCESS;

    /**
     * How often the body runs before anything counts: until the JIT compiler and caches are done with it.
     *
     * @return 0 and above; 2 by default
     */
    int warmUps() default 2;

    /**
     * How many repetitions have to count. If that is 1, there is but one that counts; nobody knows how much it would scatter,
     * so only its own range is judged.
     *
     * @return 1 and above; 5 by default
     */
    int minRepetitions() default 5;

    /**
     * How often to measure at most, repetitions that do not count included.
     *
     * @return not below {@link #minRepetitions()}; 50 by default
     */
    int maxRepetitions() default 50;

    /**
     * After how much time in the body no other repetition begins; warm-ups count, {@code @BeforeEach} does not.
     *
     * @return seconds, above 0; 60 by default
     */
    double timeLimitSeconds() default 60;

    /**
     * The width of the confidence interval, as a part of the mean, at which it is narrow enough.
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
     * Whether the range of the model counts too where energy is estimated. By default it does not: its error is much the same
     * at every run on a machine, so that a budget in the joules of the model still tells whether the code changed. With it,
     * the budget is one in true joules, and a test is inconclusive unless it is far from it.
     *
     * @return false by default
     */
    boolean strictEstimates() default false;

    /**
     * What happens if it is inconclusive.
     *
     * @return as configured by default
     */
    Inconclusive inconclusive() default Inconclusive.CONFIGURED;
}
