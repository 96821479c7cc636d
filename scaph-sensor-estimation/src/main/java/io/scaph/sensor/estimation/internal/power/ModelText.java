package io.scaph.sensor.estimation.internal.power;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The models as text, one thing on a line: what it is, for what, and its numbers. The shipped text is the resource
 * {@code power-model.txt}, which the program {@code fit} writes.
 */
public final class ModelText {
    private static final String RESOURCE = "power-model.txt";
    private static final int SIGNIFICANT_DIGITS = 6;

    private final Map<Tier, List<Equations.Range>> ranges = new EnumMap<>(Tier.class);
    private final Map<Tier, List<Double>> idle = new EnumMap<>(Tier.class);
    private final Map<Tier, List<Double>> full = new EnumMap<>(Tier.class);
    private final Map<Tier, Map<String, Equations.Endpoints>> offsets = new EnumMap<>(Tier.class);
    private final Map<Tier, List<Equations.Bump>> bumps = new EnumMap<>(Tier.class);
    private final Map<Tier, Band> bands = new EnumMap<>(Tier.class);
    private final Map<String, LoadShape> shapes = new HashMap<>();
    private final Map<String, List<Double>> packages = new HashMap<>();

    /**
     * Both models.
     *
     * @param server of whole servers, by thread
     * @param packages of CPU packages
     */
    public record Models(PowerModel server, PackageModel packages) {}

    /** Held by a class of its own, so that it is read when it is first needed. */
    private static final class Shipped {
        static final Models MODELS = read();

        private static Models read() {
            try (InputStream resource = ModelText.class.getResourceAsStream(RESOURCE)) {
                if (resource == null) {
                    throw new IllegalStateException(RESOURCE + " is not in the jar");
                }
                return parse(new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
                        .lines()
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ModelText() {}

    /**
     * The models that come with the sensor.
     *
     * @return the models
     */
    public static Models shipped() {
        return Shipped.MODELS;
    }

    /**
     * Reads the text.
     *
     * @param lines its lines
     * @return the models
     * @throws IllegalArgumentException if a line makes no sense; the message shows it
     */
    public static Models parse(List<String> lines) {
        ModelText text = new ModelText();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    text.readLine(line.split(" ", -1));
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    throw new IllegalArgumentException("not of a power model: " + line, e);
                }
            }
        }
        return text.models();
    }

    private void readLine(String[] words) {
        if (words[0].equals("shape")) {
            shapes.put(words[1], new LoadShape(numbers(words, 2)));
            return;
        }
        if (words[0].equals("package")) {
            packages.put(words[1], numbers(words, 2));
            return;
        }
        Tier tier = tier(words[1]);
        switch (words[0]) {
            case "range" -> {
                List<Double> ends = numbers(words, 3);
                ranges.computeIfAbsent(tier, any -> new ArrayList<>())
                        .add(new Equations.Range(ends.get(0), ends.get(1)));
            }
            case "idle" -> idle.put(tier, numbers(words, 2));
            case "full" -> full.put(tier, numbers(words, 2));
            case "offset" ->
                offsets.computeIfAbsent(tier, any -> new HashMap<>()).put(words[2], endpoints(numbers(words, 3)));
            case "bump" -> {
                List<Double> all = numbers(words, 2);
                bumps.computeIfAbsent(tier, any -> new ArrayList<>())
                        .add(new Equations.Bump(all.subList(2, all.size()), endpoints(all)));
            }
            case "band" -> {
                List<Double> ends = numbers(words, 2);
                bands.put(tier, new Band(factors(ends, 0), factors(ends, 2), factors(ends, 4)));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private Models models() {
        Map<Tier, Equations> equations = new EnumMap<>(Tier.class);
        for (Tier tier : idle.keySet()) {
            equations.put(
                    tier,
                    new Equations(
                            tier,
                            ranges.getOrDefault(tier, List.of()),
                            idle.getOrDefault(tier, List.of()),
                            full.getOrDefault(tier, List.of()),
                            offsets.getOrDefault(tier, Map.of()),
                            bumps.getOrDefault(tier, List.of())));
        }
        return new Models(
                new PowerModel(equations, shapes, bands),
                new PackageModel(
                        packages.getOrDefault("older", List.of()),
                        packages.getOrDefault("newer", List.of()),
                        factors(packages.getOrDefault("band", List.of(1.0, 1.0)), 0)));
    }

    private static Tier tier(String label) {
        Optional<Tier> found = Arrays.stream(Tier.values())
                .filter(tier -> tier.label().equals(label))
                .findFirst();
        return found.orElseThrow(IllegalArgumentException::new);
    }

    private static List<Double> numbers(String[] words, int from) {
        return Arrays.stream(words, from, words.length).map(Double::valueOf).toList();
    }

    private static Equations.Endpoints endpoints(List<Double> numbers) {
        return new Equations.Endpoints(numbers.get(0), numbers.get(1));
    }

    private static Band.Factors factors(List<Double> numbers, int from) {
        return new Band.Factors(numbers.get(from), numbers.get(from + 1));
    }

    /**
     * Writes the text.
     *
     * @param models the models
     * @return its lines
     */
    public static List<String> format(Models models) {
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
