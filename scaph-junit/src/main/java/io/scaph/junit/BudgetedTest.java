package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.internal.text.FailureText;
import io.scaph.junit.internal.profile.ProfiledRuns;
import io.scaph.junit.internal.profile.TestProfile;
import io.scaph.junit.internal.verdict.Baseline;
import io.scaph.junit.internal.verdict.BaselineFile;
import io.scaph.junit.internal.verdict.Figure;
import io.scaph.junit.internal.verdict.JsonFile;
import io.scaph.junit.internal.verdict.Judge;
import io.scaph.junit.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One test with a budget: measures, judges, reports. For use by one thread. */
final class BudgetedTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(BudgetedTest.class);

    private static final double MICRO = 1e6;

    private final EnergyBudget budget;
    private final Settings settings;
    private final ExtensionContext context;
    private final TestId test;
    private final Path file;
    private final Path flameGraph;

    /** The comparison with a baseline, and the baseline if there is one. */
    private record Comparison(Verdict verdict, Optional<Baseline> baseline) {}

    /** @throws org.junit.jupiter.api.extension.ExtensionConfigurationException if the budget has an invalid value */
    BudgetedTest(EnergyBudget budget, Settings settings, ExtensionContext context) {
        BudgetTerms.requireValid(budget);
        this.budget = budget;
        this.settings = settings;
        this.context = context;
        test = TestId.of(context);
        file = settings.reports().resolve(test.fileName(".json"));
        flameGraph = settings.reports().resolve(test.fileName(".html"));
    }

    void run(MonitorHolder holder, TestBody body) throws Throwable {
        deleteOld(file);
        deleteOld(flameGraph);
        Optional<Monitor> monitor = holder.monitor();
        Report report;
        if (monitor.isPresent()) {
            report = judge(new Sampler(monitor.get(), budget, body).sample());
            if (report.verdict().outcome() == Verdict.Outcome.OVER && settings.isProfiling()) {
                report =
                        report.with(new ProfiledRuns(monitor.get(), budget.maxRepetitions(), body).profile(flameGraph));
            }
        } else {
            body.skip();
            String reason = holder.unavailable().orElse("there is no monitor");
            report = report(Verdict.inconclusive(reason), Optional.empty(), Optional.empty());
        }
        write(report);
        Verdict verdict = report.verdict();
        context.publishReportEntry("scaph", verdict.outcome().label() + ": " + verdict.reason());
        switch (verdict.outcome()) {
            case WITHIN -> LOGGER.debug("{}: {}", test.key(), verdict.reason());
            case INCONCLUSIVE -> settings.endInconclusive(Optional.of(budget), verdict.reason());
            case OVER -> throw failure(report);
        }
    }

    private AssertionFailedError failure(Report report) {
        AssertionFailedError failure = new AssertionFailedError(report.explanation(file));
        report.profile().flatMap(TestProfile::thrown).ifPresent(failure::addSuppressed);
        return failure;
    }

    private Report report(Verdict verdict, Optional<Samples> samples, Optional<Baseline> baseline) {
        return new Report(
                test, Instant.now(), budget, settings.machine(), verdict, samples, baseline, Optional.empty());
    }

    private Report judge(Samples samples) {
        Optional<String> unusable = samples.unusable();
        if (unusable.isPresent()) {
            return report(Verdict.inconclusive(unusable.get()), Optional.of(samples), Optional.empty());
        }
        Figure figure = samples.figure().orElseThrow();
        Optional<Verdict> limit = BudgetTerms.joules(budget)
                .map(joules -> Judge.budget(figure, joules * MICRO, BudgetTerms.limitsPerRun(budget)));
        Optional<Comparison> comparison =
                BudgetTerms.regressionPercent(budget).map(percent -> compare(figure, samples, percent));
        Verdict verdict = Stream.concat(comparison.map(Comparison::verdict).stream(), limit.stream())
                .reduce(Verdict::and)
                .orElseThrow();
        return report(verdict, Optional.of(samples), comparison.flatMap(Comparison::baseline));
    }

    private Comparison compare(Figure figure, Samples samples, double percent) {
        Baseline.Key key = new Baseline.Key(
                test.key(),
                settings.machine(),
                samples.before().sensorNames(),
                samples.quality().name(),
                samples.policy(),
                budget.of().name().toLowerCase(Locale.ROOT));
        BaselineFile baselines = new BaselineFile(settings.baselines());
        try {
            if (settings.isRecording()) {
                baselines.record(
                        Baseline.of(key, figure, budget.operations()),
                        settings.reports().resolve("baseline.lock"));
                String reason = "recorded as the baseline in " + settings.baselines();
                return new Comparison(new Verdict(Verdict.Outcome.WITHIN, reason), Optional.empty());
            }
            Optional<Baseline> baseline = baselines.find(key);
            Verdict verdict = baseline.map(recorded -> Judge.regression(figure, budget.operations(), recorded, percent))
                    .orElseGet(() -> Verdict.inconclusive(settings.baselines() + " has no baseline for " + key.test()
                            + " on " + key.machine() + " by " + key.sensor() + " (" + key.quality() + ", "
                            + key.policy() + "): record one here with -D" + Settings.BASELINE + "=record"));
            return new Comparison(verdict, baseline);
        } catch (BaselineFile.BaselineException e) {
            return new Comparison(Verdict.inconclusive(String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    /** If this run ends early, no report of an earlier run must be left that could be read as its report. */
    private static void deleteOld(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.warn("{}: this report of an earlier run can't be deleted: {}", file, FailureText.reason(e));
        }
    }

    private void write(Report report) {
        try {
            JsonFile.write(file, report.json());
        } catch (IOException e) {
            // The verdict does not depend on it.
            LOGGER.warn("{}: the report of this test can't be written: {}", file, FailureText.reason(e));
        }
    }
}
