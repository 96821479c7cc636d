package io.scaph.junit;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.sampling.Subject;
import io.scaph.junit.internal.verdict.Joules;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what a scope used. A single scope says nothing of how its energy scatters: to hold a budget, use
 * {@link EnergyBudget}.
 *
 * <p>They look at this process unless told otherwise ({@link #ofThread()}, {@link #ofHost()}), and at the whole range of the
 * energy: what it may be by the steps of the counters. Of an estimate they look at the best value, as {@link EnergyBudget}
 * does. Energy that is not known, or not all of it, fails every assertion about joules.
 */
public final class ScopeEnergyAssert extends AbstractAssert<ScopeEnergyAssert, ScopeEnergy> {
    private static final double MICRO = 1e6;

    private final Subject subject;

    ScopeEnergyAssert(ScopeEnergy actual) {
        this(actual, Subject.PROCESS);
    }

    private ScopeEnergyAssert(ScopeEnergy actual, Subject subject) {
        super(actual, ScopeEnergyAssert.class);
        this.subject = subject;
    }

    /**
     * Looks at the thread that opened the scope.
     *
     * @return assertions about its energy
     */
    public ScopeEnergyAssert ofThread() {
        return about(Subject.THREAD);
    }

    /**
     * Looks at the whole host.
     *
     * @return assertions about its energy
     */
    public ScopeEnergyAssert ofHost() {
        return about(Subject.HOST);
    }

    private ScopeEnergyAssert about(Subject other) {
        isNotNull();
        ScopeEnergyAssert same = new ScopeEnergyAssert(actual, other);
        same.info.overridingErrorMessage(info.overridingErrorMessage());
        same.info.description(info.description());
        return same;
    }

    /**
     * It used no more than this.
     *
     * @param joules in J
     * @return this
     */
    public ScopeEnergyAssert usedAtMost(double joules) {
        EnergyRange judged = judged();
        if (judged.high().microjoules() > joules * MICRO) {
            failWithMessage("expected at most %s, but %s", Joules.text(joules * MICRO), facts());
        }
        return this;
    }

    /**
     * It used no less than this.
     *
     * @param joules in J
     * @return this
     */
    public ScopeEnergyAssert usedAtLeast(double joules) {
        EnergyRange judged = judged();
        if (judged.low().microjoules() < joules * MICRO) {
            failWithMessage("expected at least %s, but %s", Joules.text(joules * MICRO), facts());
        }
        return this;
    }

    /**
     * It used no less than one and no more than the other.
     *
     * @param low in J
     * @param high in J
     * @return this
     */
    public ScopeEnergyAssert usedBetween(double low, double high) {
        return usedAtLeast(low).usedAtMost(high);
    }

    /**
     * Hardware measured it: it is neither an estimate nor relayed by a hypervisor.
     *
     * @return this
     */
    public ScopeEnergyAssert isMeasured() {
        return hasQuality(Quality.MEASURED);
    }

    /**
     * It is as certain as this.
     *
     * @param quality the quality
     * @return this
     */
    public ScopeEnergyAssert hasQuality(Quality quality) {
        isNotNull();
        if (actual.quality() != quality) {
            failWithMessage("expected energy that is %s, but %s", quality, facts());
        }
        return this;
    }

    /**
     * All its energy is known.
     *
     * @return this
     */
    public ScopeEnergyAssert hasNoGap() {
        isNotNull();
        if (actual.warnings().contains(ScopeWarning.GAP)) {
            failWithMessage("expected no gap, but %s", facts());
        }
        return this;
    }

    /**
     * There are no warnings at all.
     *
     * @return this
     */
    public ScopeEnergyAssert hasNoWarnings() {
        isNotNull();
        if (!actual.warnings().isEmpty()) {
            failWithMessage("expected no warnings, but %s", facts());
        }
        return this;
    }

    private EnergyRange judged() {
        isNotNull();
        EnergyRange range = subject.of(actual).orElse(null);
        if (range == null
                || actual.warnings().contains(ScopeWarning.GAP)
                || actual.warnings().contains(ScopeWarning.MONITOR_CLOSED)) {
            throw failure("expected energy that is known, but %s", facts());
        }
        return actual.quality() == Quality.ESTIMATED
                ? EnergyRange.ofMicrojoules(
                        range.energy().microjoules(),
                        range.energy().microjoules(),
                        range.energy().microjoules())
                : range;
    }

    private String facts() {
        String name = actual.name().isEmpty() ? "the scope" : "scope '" + actual.name() + "'";
        String used = subject.of(actual)
                .map(range -> "used " + Joules.text(range) + " of " + subject.words())
                .orElse("used an unknown energy of " + subject.words());
        String warnings =
                actual.warnings().stream().map(ScopeWarning::text).reduce("", (all, text) -> all + "; " + text);
        return String.format(
                Locale.ROOT,
                "%s %s in %.3f s, %s of CPU time, %s%s",
                name,
                used,
                actual.duration().toNanos() / 1e9,
                actual.processCpu()
                        .map(time -> String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9))
                        .orElse("an unknown amount"),
                actual.quality(),
                warnings);
    }
}
