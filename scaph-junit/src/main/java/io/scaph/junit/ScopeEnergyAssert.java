package io.scaph.junit;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.verdict.EnergyText;
import java.time.Duration;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the energy of a scope. A single scope does not show how its energy scatters: to hold a budget, use
 * {@link EnergyBudget}.
 *
 * <p>They check this process by default, or {@link #ofThread() its thread} or {@link #ofHost() the host}, and the whole range of
 * the energy, which comes from the steps of the counters. Of an estimate they check the best value, as {@link EnergyBudget} does.
 * If the energy is unknown, or a part of it, every assertion about joules fails.
 */
public final class ScopeEnergyAssert extends AbstractAssert<ScopeEnergyAssert, ScopeEnergy> {
    private static final double MICRO = 1e6;

    private final EnergyBudget.Whose part;

    ScopeEnergyAssert(ScopeEnergy actual) {
        this(actual, EnergyBudget.Whose.PROCESS);
    }

    private ScopeEnergyAssert(ScopeEnergy actual, EnergyBudget.Whose part) {
        super(actual, ScopeEnergyAssert.class);
        this.part = part;
    }

    /**
     * Checks the thread that opened the scope.
     *
     * @return assertions about its energy
     */
    public ScopeEnergyAssert ofThread() {
        return about(EnergyBudget.Whose.THREAD);
    }

    /**
     * Checks the whole host.
     *
     * @return assertions about its energy
     */
    public ScopeEnergyAssert ofHost() {
        return about(EnergyBudget.Whose.HOST);
    }

    private ScopeEnergyAssert about(EnergyBudget.Whose other) {
        isNotNull();
        ScopeEnergyAssert same = new ScopeEnergyAssert(actual, other);
        same.info.overridingErrorMessage(info.overridingErrorMessage());
        same.info.description(info.description());
        return same;
    }

    /**
     * The scope used no more than this.
     *
     * @param joules in J
     * @return this
     */
    public ScopeEnergyAssert usedAtMost(double joules) {
        return check(judged().high().microjoules() <= joules * MICRO, "at most " + EnergyText.of(joules * MICRO));
    }

    /**
     * The scope used no less than this.
     *
     * @param joules in J
     * @return this
     */
    public ScopeEnergyAssert usedAtLeast(double joules) {
        return check(judged().low().microjoules() >= joules * MICRO, "at least " + EnergyText.of(joules * MICRO));
    }

    /**
     * The scope used no less than the one and no more than the other.
     *
     * @param low in J
     * @param high in J
     * @return this
     */
    public ScopeEnergyAssert usedBetween(double low, double high) {
        return usedAtLeast(low).usedAtMost(high);
    }

    /**
     * The energy was measured by hardware: it is neither an estimate nor relayed by a hypervisor.
     *
     * @return this
     */
    public ScopeEnergyAssert isMeasured() {
        return hasQuality(Quality.MEASURED);
    }

    /**
     * The energy has this quality.
     *
     * @param quality the quality
     * @return this
     */
    public ScopeEnergyAssert hasQuality(Quality quality) {
        isNotNull();
        return check(actual.quality() == quality, "energy that is " + quality);
    }

    /**
     * All of the energy is known.
     *
     * @return this
     */
    public ScopeEnergyAssert hasNoGap() {
        isNotNull();
        return check(!actual.warnings().contains(ScopeWarning.GAP), "no gap");
    }

    /**
     * There are no warnings at all.
     *
     * @return this
     */
    public ScopeEnergyAssert hasNoWarnings() {
        isNotNull();
        return check(actual.warnings().isEmpty(), "no warnings");
    }

    private ScopeEnergyAssert check(boolean met, String expected) {
        if (!met) {
            failWithMessage("expected %s, but %s", expected, facts());
        }
        return this;
    }

    private EnergyRange judged() {
        isNotNull();
        boolean incomplete = actual.warnings().contains(ScopeWarning.GAP)
                || actual.warnings().contains(ScopeWarning.MONITOR_CLOSED);
        EnergyRange range = part.of(actual)
                .filter(known -> !incomplete)
                .orElseThrow(() -> failure("expected energy that is known, but %s", facts()));
        long best = range.energy().microjoules();
        return actual.quality() == Quality.ESTIMATED ? EnergyRange.ofMicrojoules(best, best, best) : range;
    }

    private String facts() {
        String name = actual.name().isEmpty() ? "the scope" : "scope '" + actual.name() + "'";
        String used = part.of(actual)
                .map(range -> "used " + EnergyText.of(range) + " of " + part.text)
                .orElse("used an unknown energy of " + part.text);
        String cpu = actual.processCpu().map(ScopeEnergyAssert::seconds).orElse("an unknown amount");
        String warnings =
                actual.warnings().stream().map(ScopeWarning::text).reduce("", (all, text) -> all + "; " + text);
        return String.format(
                "%s %s in %s, %s of CPU time, %s%s",
                name, used, seconds(actual.duration()), cpu, actual.quality(), warnings);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }
}
