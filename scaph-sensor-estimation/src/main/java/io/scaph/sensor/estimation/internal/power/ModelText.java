package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.ResourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models as text, one thing on a line: what it is, for what, and its numbers. The shipped text is the resource
 * {@code power-model.txt}, which the program {@code fit} writes.
 */
public final class ModelText {
    private static final String RESOURCE = "power-model.txt";

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

    /** A separate class, so that the text is read when the models are first needed. */
    private static final class ShippedModels {
        static final Models MODELS = parse(ResourceText.lines(ModelText.class, RESOURCE));
    }

    private ModelText() {}

    /**
     * The models that come with the sensor.
     *
     * @return the models
     */
    public static Models shipped() {
        return ShippedModels.MODELS;
    }

    /**
     * Reads the text.
     *
     * @param lines its lines
     * @return the models
     * @throws IllegalArgumentException if a line is invalid; the message shows it
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
}
