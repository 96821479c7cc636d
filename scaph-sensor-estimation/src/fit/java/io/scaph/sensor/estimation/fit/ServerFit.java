package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.hardware.ChipFinder;
import io.scaph.sensor.estimation.internal.hardware.CpuFacts;
import io.scaph.sensor.estimation.internal.hardware.CpuName;
import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.Equations;
import io.scaph.sensor.estimation.internal.power.LoadShape;
import io.scaph.sensor.estimation.internal.power.MachineTraits;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import io.scaph.sensor.estimation.internal.power.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/** Fits the model of whole servers, bands and all, and nothing of it to what it is not given. */
final class ServerFit {
    private static final int BAND_FOLDS = 5;
    private static final long BAND_SEED = 3;
    /** A little beyond 10 and 90 %, since other CPUs scatter more than those at hand. */
    private static final double LOW_QUANTILE = 0.085;

    private static final double HIGH_QUANTILE = 0.915;
    /** An unknown CPU is one that came after the listed ones, so its error is taken from those of the last years. */
    private static final int UNKNOWN_FROM_YEAR = 2017;

    private static final double LEAST_LOAD_PERCENT = 5;
    private static final double MUCH_LOAD_PERCENT = 45;

    private ServerFit() {}

    /** A server as a tier sees it. */
    record Seen(ServerResult result, MachineTraits machine, Chip chip) {}

    static PowerModel fit(List<ServerResult> results) {
        Map<Tier, Band> bands = new EnumMap<>(Tier.class);
        PowerModel withoutBands = fitWithoutBands(results);
        Map<Tier, List<List<Double>>> errors = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            errors.put(tier, List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
        for (Set<String> out : folds(results, BAND_FOLDS, BAND_SEED)) {
            PowerModel model = fitWithoutBands(results.stream()
                    .filter(result -> !out.contains(result.group()))
                    .toList());
            for (ServerResult result : results) {
                if (out.contains(result.group())) {
                    errors.forEach((tier, ofTier) ->
                            see(result, tier).ifPresent(seen -> addErrors(ofTier, model, seen, tier)));
                }
            }
        }
        errors.forEach((tier, ofTier) ->
                bands.put(tier, new Band(factors(ofTier.get(0)), factors(ofTier.get(1)), factors(ofTier.get(2)))));
        return new PowerModel(withoutBands.equations(), withoutBands.shapes(), bands);
    }

    private static void addErrors(List<List<Double>> errors, PowerModel model, Seen seen, Tier tier) {
        PowerEstimate estimate = model.estimate(seen.machine(), seen.chip(), tier);
        seen.result().watts().forEach((load, watts) -> {
            double error =
                    Math.log(watts / (estimate.watts(load / 100) * seen.result().threads()));
            errors.get(load < LEAST_LOAD_PERCENT ? 0 : load < MUCH_LOAD_PERCENT ? 1 : 2)
                    .add(error);
        });
    }

    private static Band.Factors factors(List<Double> errors) {
        if (errors.isEmpty()) {
            return new Band.Factors(1, 1);
        }
        List<Double> sorted = new ArrayList<>(errors);
        Collections.sort(sorted);
        return new Band.Factors(
                Math.exp(sorted.get((int) (LOW_QUANTILE * (sorted.size() - 1)))),
                Math.exp(sorted.get((int) Math.ceil(HIGH_QUANTILE * (sorted.size() - 1)))));
    }

    /** With bands that say nothing, for estimates only. */
    private static PowerModel fitWithoutBands(List<ServerResult> results) {
        Band.Factors none = new Band.Factors(1, 1);
        Map<Tier, Equations> equations = new EnumMap<>(Tier.class);
        Map<Tier, Band> bands = new EnumMap<>(Tier.class);
        Map<String, LoadShape> shapes = new HashMap<>();
        for (Tier tier : Tier.values()) {
            bands.put(tier, new Band(none, none, none));
            if (tier.equations() == tier) {
                equations.put(tier, new EquationFit(tier, samples(results, tier)).fit());
            }
        }
        for (Tier tier : List.of(Tier.FAMILY_WITHOUT_MEMORY, Tier.SIMILAR_WITHOUT_MEMORY)) {
            ShapeFit fit = new ShapeFit();
            results.forEach(result -> see(result, tier).ifPresent(seen -> fit.add(result, seen.chip())));
            shapes.putAll(fit.fit());
        }
        return new PowerModel(equations, shapes, bands);
    }

    private static List<EquationFit.Sample> samples(List<ServerResult> results, Tier tier) {
        List<EquationFit.Sample> samples = new ArrayList<>();
        for (ServerResult result : results) {
            Double idle = result.watts().get(0.0);
            Double full = result.watts().get(100.0);
            Optional<Seen> seen = see(result, tier);
            if (idle != null && full != null && seen.isPresent()) {
                samples.add(new EquationFit.Sample(
                        tier.values(seen.get().machine(), seen.get().chip()),
                        seen.get().chip().kind(),
                        result.group(),
                        idle / result.threads(),
                        full / result.threads()));
            }
        }
        return samples;
    }

    /** A server as a tier sees it; empty if it is not known well enough for that, or better. */
    static Optional<Seen> see(ServerResult result, Tier tier) {
        MachineTraits all = result.machine(ServerResult.Known.HOST);
        MachineTraits machine = new MachineTraits(
                tier.source() == Chip.Source.LISTED || tier.source() == Chip.Source.SIMILAR
                        ? all.cpuName()
                        : Optional.empty(),
                tier.source() == Chip.Source.FAMILY ? result.cpuId() : Optional.empty(),
                all.megahertz(),
                tier.knowsTopology() ? all.tdpWatts() : OptionalDouble.empty(),
                all.threads(),
                tier.knowsMemory() ? all.memoryGigabytes() : OptionalDouble.empty(),
                tier.knowsTopology() ? all.topology() : Optional.empty());
        if (tier.knowsMemory() && machine.memoryGigabytes().isEmpty()) {
            return Optional.empty();
        }
        if (tier.source() == Chip.Source.SIMILAR) {
            // As if the model were not listed, or most would be seen too well.
            CpuName name = CpuName.of(result.cpu());
            return CpuFacts.shipped()
                    .microArchitecture(name)
                    .map(kind -> new ChipFinder(CpuFacts.shipped()).similar(kind, name, machine.megahertz()))
                    .map(chip -> new Seen(result, machine, chip));
        }
        Chip chip = machine.chip();
        if (tier.source() == Chip.Source.UNKNOWN) {
            boolean recent = CpuFacts.shipped()
                    .microArchitecture(CpuName.of(result.cpu()))
                    .filter(kind -> kind.year() >= UNKNOWN_FROM_YEAR)
                    .isPresent();
            return recent ? Optional.of(new Seen(result, machine, chip)) : Optional.empty();
        }
        return Tier.of(machine, chip) == tier ? Optional.of(new Seen(result, machine, chip)) : Optional.empty();
    }

    /** Parts of the groups, each group in one of them. */
    static List<Set<String>> folds(List<ServerResult> results, int count, long seed) {
        List<String> groups = new ArrayList<>(
                results.stream().map(ServerResult::group).distinct().sorted().toList());
        Collections.shuffle(groups, new Random(seed));
        List<Set<String>> folds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            folds.add(new HashSet<>());
        }
        for (int i = 0; i < groups.size(); i++) {
            folds.get(i % count).add(groups.get(i));
        }
        return folds;
    }
}
