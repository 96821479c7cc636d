package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.internal.text.FailureText;
import io.scaph.junit.internal.baseline.Baseline;
import io.scaph.junit.internal.baseline.BaselineException;
import io.scaph.junit.internal.baseline.BaselineFile;
import io.scaph.junit.internal.baseline.BaselineKey;
import io.scaph.junit.internal.json.JsonFile;
import io.scaph.junit.internal.report.Conditions;
import io.scaph.junit.internal.report.Demand;
import io.scaph.junit.internal.report.Report;
import io.scaph.junit.internal.report.ReportFormat;
import io.scaph.junit.internal.report.TestId;
import io.scaph.junit.internal.sampling.Sampler;
import io.scaph.junit.internal.sampling.Samples;
import io.scaph.junit.internal.sampling.SamplingPlan;
import io.scaph.junit.internal.verdict.Figure;
import io.scaph.junit.internal.verdict.Judge;
import io.scaph.junit.internal.verdict.Outcome;
import io.scaph.junit.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One test with a budget: measures, judges, reports. For use by one thread. */
final class BudgetedTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(BudgetedTest.class);

    private final EnergyBudget budget;
    private final Settings settings;
    private final ExtensionContext context;
    private final TestId test;
    private final Demand demand;
    private final SamplingPlan plan;
    private final Path file;
    private Optional<Conditions> conditions = Optional.empty();
    private Optional<Samples> samples = Optional.empty();
    private Optional<Figure> figure = Optional.empty();
    private Optional<Baseline> baseline = Optional.empty();

    /**
     * Checks what is asked of the test.
     *
     * @param budget what is asked
     * @param settings what is configured
     * @param context the test
     */
    BudgetedTest(EnergyBudget budget, Settings settings, ExtensionContext context) {
        this.budget = budget;
        this.settings = settings;
        this.context = context;
        test = TestNames.of(context);
        demand = BudgetTerms.demand(budget);
        plan = BudgetTerms.plan(budget);
        file = settings.reports().resolve(test.fileName());
    }

    void run(MonitorHolder holder, TestBody body) throws Throwable {
        discardOldReport();
        Verdict verdict;
        Optional<Monitor> monitor = holder.monitor();
        if (monitor.isPresent()) {
            Samples taken = Sampler.sample(monitor.get(), plan, body);
            verdict = judge(taken);
        } else {
            body.skip();
            verdict = Verdict.inconclusive(holder.unavailable().orElse("there is no monitor"));
        }
        Report report = new Report(test, Instant.now(), demand, verdict, conditions, samples, figure, baseline);
        write(report);
        context.publishReportEntry(
                "scaph", verdict.outcome().name().toLowerCase(Locale.ROOT) + ": " + verdict.reason());
        switch (verdict.outcome()) {
            case WITHIN -> LOGGER.debug("{}: {}", test.key(), verdict.reason());
            case INCONCLUSIVE -> settings.endInconclusive(Optional.of(budget), verdict.reason());
            case OVER -> throw new AssertionFailedError(Explanation.of(report, file));
        }
    }

    private Verdict judge(Samples taken) {
        samples = Optional.of(taken);
        Conditions how = Conditions.of(taken.before(), taken.quality().name(), settings.machine());
        conditions = Optional.of(how);
        figure = Figure.of(taken, budget.strictEstimates());
        Optional<String> unusable = taken.unusable();
        if (unusable.isPresent() || figure.isEmpty()) {
            return Verdict.inconclusive(unusable.orElse("nothing was measured"));
        }
        Figure found = figure.get();
        Optional<Verdict> verdict = demand.microjoulesPerRun().isPresent()
                ? Optional.of(Judge.budget(
                        found,
                        demand.microjoulesPerRun().getAsDouble(),
                        demand.perOperation() ? demand.operations() : 1))
                : Optional.empty();
        if (demand.regressionPercent().isPresent()) {
            Verdict growth = growth(found, how, demand.regressionPercent().getAsDouble());
            verdict = Optional.of(verdict.map(growth::and).orElse(growth));
        }
        return verdict.orElseThrow();
    }

    private Verdict growth(Figure found, Conditions how, double percent) {
        BaselineKey key = new BaselineKey(
                test.key(),
                how.machine(),
                how.sensor(),
                how.quality(),
                how.policy(),
                plan.subject().name().toLowerCase(Locale.ROOT));
        Path path = settings.baselines();
        BaselineFile baselines = new BaselineFile(path);
        try {
            if (settings.recording()) {
                baselines.record(
                        Baseline.of(key, found.series(), found.ranges(), demand.operations()),
                        settings.reports().resolve("baseline.lock"));
                return new Verdict(Outcome.WITHIN, "recorded as the baseline in " + path);
            }
            baseline = baselines.find(key);
        } catch (BaselineException e) {
            return Verdict.inconclusive(e.problem());
        }
        return baseline.map(recorded -> Judge.regression(found, demand.operations(), recorded, percent))
                .orElseGet(() -> Verdict.inconclusive(path + " has no baseline for " + key.test() + " on "
                        + key.machine() + " by " + key.sensor() + " (" + key.quality() + ", " + key.policy()
                        + "): record one here with -D" + Settings.BASELINE + "=record"));
    }

    /** What an earlier run said is not to be taken for what this one says, if it ends early. */
    private void discardOldReport() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.warn("{} is of an earlier run and can't be deleted: {}", file, FailureText.reason(e));
        }
    }

    private void write(Report report) {
        try {
            JsonFile.write(file, json -> ReportFormat.write(report, json));
        } catch (IOException e) {
            // Whether a test passes does not hang on that.
            LOGGER.warn("{}: can't be written, there is no report of this test: {}", file, FailureText.reason(e));
        }
    }
}
