package io.scaph.junit;

import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.report.Conditions;
import io.scaph.junit.internal.report.Report;
import io.scaph.junit.internal.sampling.Samples;
import io.scaph.junit.internal.verdict.Figure;
import io.scaph.junit.internal.verdict.Joules;
import io.scaph.junit.internal.verdict.Percent;
import java.nio.file.Path;
import java.util.Locale;

/** Tells people how a failure was measured. */
final class Explanation {
    private Explanation() {}

    static String of(Report report, Path file) {
        StringBuilder text = new StringBuilder("energy over the limit: ")
                .append(report.verdict().reason());
        if (report.samples().isPresent() && report.figure().isPresent()) {
            measured(report.samples().get(), report.figure().get(), text);
            ranges(report.samples().get(), report.figure().get(), text);
            report.conditions().ifPresent(how -> conditions(how, text));
        }
        return text.append("\n  report: ").append(file).toString();
    }

    private static void measured(Samples samples, Figure figure, StringBuilder text) {
        double mean = figure.series().mean();
        double seconds = samples.meanSeconds();
        text.append("\n  measured: ")
                .append(Joules.text(mean))
                .append(" of ")
                .append(samples.plan().subject().words())
                .append(" for each run");
        if (seconds > 0) {
            text.append(String.format(Locale.ROOT, " of %.3f s (%.3f W)", seconds, mean / 1e6 / seconds));
        }
        text.append(String.format(
                Locale.ROOT,
                ", mean of %d repetitions after %d warm-ups; %d others did not count",
                figure.series().count(),
                samples.plan().warmUps(),
                samples.repetitions().size() - figure.series().count()));
        text.append("\n  scatter: ");
        if (figure.uncertainty().isPresent()) {
            text.append(String.format(
                    Locale.ROOT,
                    "± %s (%s confidence, Student's t)",
                    Joules.text(figure.uncertainty().getAsDouble()),
                    Percent.text(100 * figure.confidence())));
        } else {
            text.append("not known of a single repetition");
        }
    }

    private static void ranges(Samples samples, Figure figure, StringBuilder text) {
        text.append("\n  range: ")
                .append(Joules.text(figure.ranges().low()))
                .append(" to ")
                .append(Joules.text(figure.ranges().high()));
        if (samples.quality() == Quality.ESTIMATED) {
            text.append(" by the model of the estimate (counts with strictEstimates alone)");
        } else {
            text.append(" by the steps of the counters");
        }
    }

    private static void conditions(Conditions how, StringBuilder text) {
        text.append("\n  by: ")
                .append(how.sensor())
                .append(" (")
                .append(how.sensorReason())
                .append("), ")
                .append(how.quality())
                .append(", policy ")
                .append(how.policy())
                .append("\n  on: ")
                .append(how.machine())
                .append(", Java ")
                .append(Runtime.version());
    }
}
