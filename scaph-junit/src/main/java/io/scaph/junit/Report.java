package io.scaph.junit;

import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.profile.TestProfile;
import io.scaph.junit.internal.verdict.Baseline;
import io.scaph.junit.internal.verdict.Bounds;
import io.scaph.junit.internal.verdict.EnergyText;
import io.scaph.junit.internal.verdict.Figure;
import io.scaph.junit.internal.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The report of one test, as a text for people and as JSON.
 *
 * @param test the test
 * @param time when it was judged
 * @param budget its limits
 * @param machine the kind of machine
 * @param verdict the verdict
 * @param samples each repetition; empty if nothing was measured
 * @param baseline the baseline of the comparison; empty without a comparison
 * @param profile the methods that use the energy; empty if the test is not over its budget
 */
record Report(
        TestId test,
        Instant time,
        EnergyBudget budget,
        String machine,
        Verdict verdict,
        Optional<Samples> samples,
        Optional<Baseline> baseline,
        Optional<TestProfile> profile) {
    private static final int VERSION = 1;
    private static final double MICRO = 1e6;

    Report with(TestProfile methods) {
        return new Report(test, time, budget, machine, verdict, samples, baseline, Optional.of(methods));
    }

    /** The message of a test that failed: the reason, and how it was measured. */
    String explanation(Path file) {
        String measurement = samples.flatMap(taken -> taken.figure().map(found -> measurement(taken, found)))
                .orElse("");
        String methods = profile.map(TestProfile::text).orElse("");
        return "energy over the limit: " + verdict.reason() + measurement + methods + "\n  report: " + file;
    }

    private String measurement(Samples taken, Figure found) {
        double mean = found.series().mean();
        double seconds = taken.meanSeconds();
        int counted = found.series().count();
        String run = seconds > 0
                ? String.format(Locale.ROOT, "run of %.3f s (%.3f W)", seconds, mean / MICRO / seconds)
                : "run";
        String scatter = found.uncertainty().isEmpty()
                ? "unknown for a single repetition"
                : String.format(
                        "± %s (%s confidence, Student's t)",
                        EnergyText.of(found.uncertainty().getAsDouble()), EnergyText.percent(100 * found.confidence()));
        String origin = taken.quality() == Quality.ESTIMATED
                ? "the model of the estimate (counts only with strictEstimates)"
                : "the steps of the counters";
        return String.join(
                "\n  ",
                "",
                String.format(
                        "measured: %s of %s for each %s, mean of %d repetitions after %d warm-ups; %d others did not count",
                        EnergyText.of(mean),
                        budget.of().text,
                        run,
                        counted,
                        budget.warmUps(),
                        taken.repetitions().size() - counted),
                "scatter: " + scatter,
                "range: " + EnergyText.of(found.ranges()) + " by " + origin,
                String.format(
                        "by: %s (%s), %s, policy %s",
                        taken.before().sensorNames(), taken.sensorReason(), taken.quality(), taken.policy()),
                "on: " + machine + ", Java " + Runtime.version());
    }

    /** The fields that docs/testing.md describes; what is unknown is left out. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("test", testJson());
        json.put("time", time.toString());
        json.put("outcome", verdict.outcome().label());
        json.put("reason", verdict.reason());
        json.put("budget", budgetJson());
        samples.ifPresent(taken -> {
            json.put("sensor", taken.before().sensorNames());
            json.put("sensorReason", taken.sensorReason());
            json.put("quality", taken.quality().name());
            json.put("policy", taken.policy());
            json.put("machine", machine);
            json.put("java", Runtime.version().toString());
        });
        samples.flatMap(Samples::figure).ifPresent(found -> json.put("energy", energyJson(found)));
        baseline.ifPresent(recorded -> json.put("baseline", baselineJson(recorded)));
        profile.ifPresent(methods -> json.put("profile", methods.json()));
        samples.ifPresent(taken -> {
            json.put("of", budget.of().name().toLowerCase(Locale.ROOT));
            json.put("warmUps", budget.warmUps());
            json.put(
                    "repetitions",
                    taken.repetitions().stream().map(Report::repetitionJson).toList());
        });
        return json;
    }

    private Map<String, Object> testJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", test.className());
        json.put("method", test.method());
        if (!test.invocation().isEmpty()) {
            json.put("invocation", test.invocation());
        }
        json.put("displayName", test.displayName());
        json.put("uniqueId", test.uniqueId());
        return json;
    }

    private Map<String, Object> budgetJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        BudgetTerms.joules(budget).ifPresent(joules -> json.put("joules", joules));
        json.put("per", budget.per().name().toLowerCase(Locale.ROOT));
        json.put("operations", budget.operations());
        BudgetTerms.regressionPercent(budget).ifPresent(percent -> json.put("regressionPercent", percent));
        return json;
    }

    private Map<String, Object> energyJson(Figure found) {
        double mean = found.series().mean();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("joules", mean / MICRO);
        json.put("joulesPerOperation", mean / MICRO / budget.operations());
        json.put("deviationJoules", found.series().deviation() / MICRO);
        json.put("judged", boundsJson(found.deciding()));
        found.uncertainty().ifPresent(half -> {
            json.put("confidence", found.confidence());
            json.put("confidenceInterval", boundsJson(new Bounds(mean, mean).widenedAboveZero(half)));
        });
        json.put("range", boundsJson(found.ranges()));
        return json;
    }

    private static Map<String, Object> boundsJson(Bounds bounds) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lowJoules", bounds.low() / MICRO);
        json.put("highJoules", bounds.high() / MICRO);
        return json;
    }

    private static Map<String, Object> baselineJson(Baseline recorded) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("joulesPerOperation", recorded.series().mean() / MICRO);
        json.put("deviationJoules", recorded.series().deviation() / MICRO);
        json.put("repetitions", recorded.series().count());
        return json;
    }

    private static Map<String, Object> repetitionJson(Repetition repetition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("counts", repetition.counts());
        repetition.range().ifPresent(range -> {
            json.put("joules", range.joules());
            json.put("lowJoules", range.low().joules());
            json.put("highJoules", range.high().joules());
        });
        json.put("seconds", repetition.seconds());
        repetition.energy().processCpu().ifPresent(time -> json.put("cpuSeconds", time.toNanos() / 1e9));
        json.put(
                "warnings",
                repetition.energy().warnings().stream().map(Enum::name).toList());
        return json;
    }
}
