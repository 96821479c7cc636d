package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.power.LoadShape;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits shapes of power over load: the mean over CPU models of a kind, drawn towards that over its era, and that towards the
 * mean of all, by how few models there are.
 */
final class ShapeFit {
    private static final int STEPS = 10;
    /** The wider mean counts as much as this number of CPU models. */
    private static final double PRIOR_MODELS = 2;

    private final Map<String, Map<String, List<double[]>>> byKind = new LinkedHashMap<>();
    private final Map<String, String> eraOfKind = new HashMap<>();

    /** Adds a result; one without all the loads is left out. */
    void add(ServerResult result, Chip chip) {
        if (chip.kind().isEmpty()) {
            return;
        }
        double[] fractions = new double[STEPS + 1];
        Double idle = result.watts().get(0.0);
        Double full = result.watts().get(100.0);
        if (idle == null || full == null || full <= idle) {
            return;
        }
        for (int i = 0; i <= STEPS; i++) {
            Double watts = result.watts().get(i * 100.0 / STEPS);
            if (watts == null) {
                return;
            }
            fractions[i] = (watts - idle) / (full - idle);
        }
        String kind = chip.kind().get();
        eraOfKind.put(kind, PowerModel.era(chip));
        byKind.computeIfAbsent(kind, any -> new LinkedHashMap<>())
                .computeIfAbsent(result.group(), any -> new ArrayList<>())
                .add(fractions);
    }

    /** The shapes by kind and by era. */
    Map<String, LoadShape> fit() {
        Map<String, List<double[]>> modelsOfEra = new LinkedHashMap<>();
        List<double[]> all = new ArrayList<>();
        byKind.forEach((kind, models) -> models.values().forEach(results -> {
            double[] mean = mean(results);
            all.add(mean);
            modelsOfEra
                    .computeIfAbsent(eraOfKind.getOrDefault(kind, ""), any -> new ArrayList<>())
                    .add(mean);
        }));
        double[] everywhere = mean(all);
        Map<String, LoadShape> shapes = new HashMap<>();
        Map<String, double[]> ofEra = new HashMap<>();
        for (String vendor : List.of("intel", "other")) {
            for (int era = 1; era <= 3; era++) {
                String name = vendor + "-era-" + era;
                double[] shape = drawn(modelsOfEra.getOrDefault(name, List.of()), everywhere);
                ofEra.put(name, shape);
                shapes.put(name, shape(shape));
            }
        }
        byKind.forEach((kind, models) -> {
            List<double[]> means = models.values().stream().map(ShapeFit::mean).toList();
            shapes.put(kind, shape(drawn(means, ofEra.getOrDefault(eraOfKind.getOrDefault(kind, ""), everywhere))));
        });
        return shapes;
    }

    private static double[] drawn(List<double[]> models, double[] towards) {
        double[] drawn = new double[towards.length];
        for (int i = 0; i < drawn.length; i++) {
            int index = i;
            double sum = models.stream().mapToDouble(model -> model[index]).sum();
            drawn[i] = (sum + PRIOR_MODELS * towards[i]) / (models.size() + PRIOR_MODELS);
        }
        return drawn;
    }

    private static double[] mean(List<double[]> shapes) {
        double[] mean = new double[STEPS + 1];
        for (double[] shape : shapes) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += shape[i] / shapes.size();
            }
        }
        return mean;
    }

    private static LoadShape shape(double[] fractions) {
        List<Double> list = new ArrayList<>();
        for (double fraction : fractions) {
            list.add(fraction);
        }
        return new LoadShape(list);
    }
}
