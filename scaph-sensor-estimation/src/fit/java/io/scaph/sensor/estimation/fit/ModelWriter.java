package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.Equations;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PackageModel;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import io.scaph.sensor.estimation.internal.power.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Writes models as the text that {@link ModelText} reads. */
final class ModelWriter {
    private static final int SIGNIFICANT_DIGITS = 6;

    private ModelWriter() {}

    /** The lines of the text. */
    static List<String> format(ModelText.Models models) {
        List<String> lines = new ArrayList<>();
        PowerModel server = models.server();
        for (Tier tier : Tier.values()) {
            Equations equations = server.equations().get(tier);
            if (equations != null) {
                format(lines, tier, equations);
            }
            Band band = server.bands().get(tier);
            if (band != null) {
                lines.add(line("band", tier.label(), factors(band)));
            }
        }
        new TreeMap<>(server.shapes()).forEach((kind, shape) -> lines.add(line("shape", kind, shape.fractions())));
        PackageModel packages = models.packages();
        lines.add(line("package", "older", packages.older()));
        lines.add(line("package", "newer", packages.newer()));
        lines.add(line(
                "package",
                "band",
                List.of(packages.band().low(), packages.band().high())));
        return lines;
    }

    private static void format(List<String> lines, Tier tier, Equations equations) {
        String label = tier.label();
        for (int i = 0; i < equations.ranges().size(); i++) {
            Equations.Range range = equations.ranges().get(i);
            String feature = tier.features().get(i).name().toLowerCase(Locale.ROOT);
            lines.add(line("range", label + " " + feature, List.of(range.least(), range.most())));
        }
        lines.add(line("idle", label, equations.idle()));
        lines.add(line("full", label, equations.full()));
        new TreeMap<>(equations.offsets())
                .forEach((kind, offset) ->
                        lines.add(line("offset", label + " " + kind, List.of(offset.idle(), offset.full()))));
        for (Equations.Bump bump : equations.bumps()) {
            List<Double> numbers =
                    new ArrayList<>(List.of(bump.height().idle(), bump.height().full()));
            numbers.addAll(bump.centre());
            lines.add(line("bump", label, numbers));
        }
    }

    private static List<Double> factors(Band band) {
        return List.of(
                band.idle().low(),
                band.idle().high(),
                band.low().low(),
                band.low().high(),
                band.high().low(),
                band.high().high());
    }

    private static String line(String what, String of, Collection<Double> numbers) {
        StringBuilder line = new StringBuilder(what).append(' ').append(of);
        for (double number : numbers) {
            line.append(' ').append(number(number));
        }
        return line.toString();
    }

    private static String number(double number) {
        String text = String.format(Locale.ROOT, "%." + SIGNIFICANT_DIGITS + "g", number);
        return text.contains("e") || !text.contains(".") ? text : text.replaceAll("[.]?0*$", "");
    }
}
