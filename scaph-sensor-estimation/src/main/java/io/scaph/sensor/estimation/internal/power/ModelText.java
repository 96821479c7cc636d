package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.ResourceText;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models as text, one thing on a line: what it is, for what, and its numbers. The shipped text is the resource
 * {@code power-model.txt}, which the program {@code fit} writes.
 */
public final class ModelText {
    private static final Models SHIPPED = parse(ResourceText.lines(ModelText.class, "power-model.txt"));

    private final List<Line> lines;

    /**
     * A line of the text.
     *
     * @param what what it has
     * @param of for what
     * @param name for which part of that; empty for all of it
     * @param numbers its numbers
     */
    private record Line(String what, String of, String name, List<Double> numbers) {
        static Line parse(String text) {
            try {
                String[] words = text.split(" ", -1);
                boolean isNamed = words[0].equals("range") || words[0].equals("offset");
                List<Double> numbers = Arrays.stream(words, isNamed ? 3 : 2, words.length)
                        .map(Double::valueOf)
                        .toList();
                return new Line(words[0], words[1], isNamed ? words[2] : "", numbers);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("not of a power model: " + text, e);
            }
        }

        Equations.Endpoints endpoints() {
            return new Equations.Endpoints(numbers.get(0), numbers.get(1));
        }

        Band.Factors factors(int from) {
            return new Band.Factors(numbers.get(from), numbers.get(from + 1));
        }
    }

    /**
     * Both models.
     *
     * @param server of whole servers, by thread
     * @param packages of CPU packages
     */
    public record Models(PowerModel server, PackageModel packages) {}

    private ModelText(List<String> text) {
        lines = text.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Line::parse)
                .toList();
    }

    /**
     * The models that come with the sensor.
     *
     * @return the models
     */
    public static Models shipped() {
        return SHIPPED;
    }

    /**
     * Reads the text.
     *
     * @param lines its lines
     * @return the models
     * @throws IllegalArgumentException if a line is invalid; the message shows it
     */
    public static Models parse(List<String> lines) {
        return new ModelText(lines).models();
    }

    private Models models() {
        Map<Tier, Equations> equations = new EnumMap<>(Tier.class);
        Map<Tier, Band> bands = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            String label = tier.label();
            if (lines("idle", label).findFirst().isPresent()) {
                equations.put(tier, equations(tier, label));
            }
            lines("band", label)
                    .forEach(line -> bands.put(tier, new Band(line.factors(0), line.factors(2), line.factors(4))));
        }
        Map<String, LoadShape> shapes =
                lines("shape").collect(Collectors.toMap(Line::of, line -> new LoadShape(line.numbers)));
        return new Models(
                new PowerModel(equations, shapes, bands),
                new PackageModel(
                        one("package", "older").numbers,
                        one("package", "newer").numbers,
                        one("package", "band").factors(0)));
    }

    private Equations equations(Tier tier, String label) {
        return new Equations(
                tier,
                lines("range", label)
                        .map(line -> new Equations.Range(line.numbers.get(0), line.numbers.get(1)))
                        .toList(),
                one("idle", label).numbers,
                one("full", label).numbers,
                lines("offset", label).collect(Collectors.toMap(Line::name, Line::endpoints)),
                lines("bump", label)
                        .map(line -> new Equations.Bump(line.numbers.subList(2, line.numbers.size()), line.endpoints()))
                        .toList());
    }

    private Line one(String what, String of) {
        return lines(what, of)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no power model without " + what + " " + of));
    }

    private Stream<Line> lines(String what, String of) {
        return lines(what).filter(line -> line.of.equals(of));
    }

    private Stream<Line> lines(String what) {
        return lines.stream().filter(line -> line.what.equals(what));
    }
}
