package io.scaph.sensor.estimation.internal.hardware;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mean (geometric) of thermal design power and threads over models, weighted by their similarity to a model that is not
 * listed. Makers number their models by segment, cores and generation, so that models with similar numbers are similar: for a
 * listed model the mean over the others misses its watts per thread by 13 % (standard deviation).
 */
final class SimilarModels {
    /** The weight of each digit of a model's number; the first is the segment. */
    private static final double[] DIGIT_WEIGHTS = {3, 2, 0.7, 0.06};

    private static final double LETTERS_BEFORE_WEIGHT = 3;
    private static final double LETTERS_AFTER_WEIGHT = 2;
    private static final double FREQUENCY_WEIGHT = 8;
    /** So that even the least similar models count if there is nothing better. */
    private static final double LEAST_WEIGHT = 1e-9;

    private final OptionalDouble megahertz;
    private double weights;
    private double logTdpPerThread;
    private double logThreads;
    private double logMegahertz;

    SimilarModels(OptionalDouble megahertz) {
        this.megahertz = megahertz;
    }

    boolean isEmpty() {
        return weights <= 0;
    }

    /** A model counts more if its number is more similar; another name for the same silicon does not count. */
    void addByName(CpuModel model, ModelNumber wanted) {
        ModelNumber number = ModelNumber.of(model.name());
        if (number.isVariantOf(wanted)) {
            return;
        }
        double distance = frequencyDistance(model);
        for (int i = 0; i < DIGIT_WEIGHTS.length; i++) {
            distance += DIGIT_WEIGHTS[i] * Math.abs(number.digit(i) - wanted.digit(i));
        }
        distance += number.before().equals(wanted.before()) ? 0 : LETTERS_BEFORE_WEIGHT;
        distance += number.after().equals(wanted.after()) ? 0 : LETTERS_AFTER_WEIGHT;
        add(model, distance);
    }

    void addByFrequency(CpuModel model) {
        add(model, frequencyDistance(model));
    }

    private double frequencyDistance(CpuModel model) {
        return megahertz.isEmpty()
                ? 0
                : FREQUENCY_WEIGHT * Math.abs(Math.log(megahertz.getAsDouble() / model.megahertz()));
    }

    private void add(CpuModel model, double distance) {
        double weight = Math.exp(-distance) + LEAST_WEIGHT;
        weights += weight;
        logTdpPerThread += weight * Math.log(model.tdpWatts() / model.threads());
        logThreads += weight * Math.log(model.threads());
        logMegahertz += weight * Math.log(model.megahertz());
    }

    Chip chip(Chip.Source source, Optional<String> kind, Optional<Vendor> vendor, boolean entry, double year) {
        double threads = Math.exp(logThreads / weights);
        return new Chip(
                source,
                kind,
                vendor,
                entry,
                year,
                Math.exp(logTdpPerThread / weights) * threads,
                threads,
                megahertz.orElse(Math.exp(logMegahertz / weights)));
    }
}
