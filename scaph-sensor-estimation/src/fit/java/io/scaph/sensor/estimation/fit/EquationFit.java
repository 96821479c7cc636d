package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.Equations;
import io.scaph.sensor.estimation.internal.power.Feature;
import io.scaph.sensor.estimation.internal.power.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits the logarithm of watts per hardware thread: a linear part, an offset for each kind of CPU and bumps of a kernel, all
 * shrunk towards 0 (a Gaussian process with few centres). Results of one CPU model err together, so that a model that was
 * measured 40 times does not count 40 times; what is far off counts less (Student's t, by weights that are fitted too).
 */
final class EquationFit {
    /** Standard deviations, of logarithms: what a CPU model, one result, a kind of CPU and the kernel's sum differ by. */
    private static final double MODEL_DEVIATION = 0.07;

    private static final double RESULT_DEVIATION = 0.12;
    private static final double KIND_DEVIATION = 0.06;
    private static final double KERNEL_DEVIATION = 0.35;
    /** Shrinks the linear part, in standardized terms, a little. */
    private static final double LINEAR_PRECISION = 0.3;

    private static final double INTERCEPT_PRECISION = 1e-6;
    private static final double FREEDOM = 4;
    private static final double LEAST_WEIGHT = 0.02;
    private static final int ROUNDS = 5;
    private static final int CENTRES = 80;
    private static final double JITTER = 1e-4;

    private final Tier tier;
    private final List<Feature> features;
    private final List<Sample> samples;
    private final List<List<Double>> centres;
    private final Normal kernel;
    private final List<String> kinds;
    private final int terms;
    private final double[] mean;
    private final double[] deviation;
    private final double[][] design;
    private final double[] precision;

    /** What is fitted to: a machine as the equations see it, and its watts per thread. */
    record Sample(List<Double> features, Optional<String> kind, String group, double idleWatts, double fullWatts) {}

    EquationFit(Tier tier, List<Sample> samples) {
        this.tier = tier;
        this.samples = samples;
        features = tier.features();
        centres = Clusters.centres(
                features, samples.stream().map(Sample::features).toList(), CENTRES);
        kernel = new Normal(kernelMatrix());
        kinds = samples.stream()
                .flatMap(sample -> sample.kind().stream())
                .distinct()
                .sorted()
                .toList();
        terms = tier.terms(samples.get(0).features()).size();
        mean = new double[terms];
        deviation = new double[terms];
        standardize();
        design = samples.stream().map(this::row).toArray(double[][]::new);
        precision = new double[terms + kinds.size() + centres.size()];
        Arrays.fill(precision, 0, terms, LINEAR_PRECISION);
        precision[0] = INTERCEPT_PRECISION;
        Arrays.fill(precision, terms, terms + kinds.size(), 1 / (KIND_DEVIATION * KIND_DEVIATION));
        Arrays.fill(precision, terms + kinds.size(), precision.length, 1);
    }

    private double[][] kernelMatrix() {
        int n = centres.size();
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = Equations.similarity(features, centres.get(i), centres.get(j)) + (i == j ? JITTER : 0);
            }
        }
        return matrix;
    }

    private void standardize() {
        for (int i = 1; i < terms; i++) {
            double sum = 0;
            double squares = 0;
            for (Sample sample : samples) {
                double term = tier.terms(sample.features()).get(i);
                sum += term;
                squares += term * term;
            }
            mean[i] = sum / samples.size();
            deviation[i] = Math.sqrt(Math.max(0, squares / samples.size() - mean[i] * mean[i]));
            if (deviation[i] < 1e-9) {
                deviation[i] = 1;
            }
        }
        deviation[0] = 1;
    }

    private double[] row(Sample sample) {
        double[] row = new double[terms + kinds.size() + centres.size()];
        List<Double> values = tier.terms(sample.features());
        for (int i = 0; i < terms; i++) {
            row[i] = (values.get(i) - mean[i]) / deviation[i];
        }
        sample.kind().ifPresent(kind -> row[terms + kinds.indexOf(kind)] = 1);
        double[] alike = new double[centres.size()];
        for (int j = 0; j < alike.length; j++) {
            alike[j] = Equations.similarity(features, sample.features(), centres.get(j));
        }
        double[] white = kernel.solveLower(alike);
        for (int j = 0; j < white.length; j++) {
            row[terms + kinds.size() + j] = KERNEL_DEVIATION * white[j];
        }
        return row;
    }

    Equations fit() {
        double[] idle = solve(samples.stream()
                .mapToDouble(sample -> Math.log(sample.idleWatts()))
                .toArray());
        double[] full = solve(samples.stream()
                .mapToDouble(sample -> Math.log(sample.fullWatts()))
                .toArray());
        Map<String, Equations.Endpoints> offsets = new HashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            offsets.put(kinds.get(i), new Equations.Endpoints(idle[terms + i], full[terms + i]));
        }
        double[] idleHeights = heights(idle);
        double[] fullHeights = heights(full);
        List<Equations.Bump> bumps = new ArrayList<>();
        for (int j = 0; j < centres.size(); j++) {
            bumps.add(new Equations.Bump(centres.get(j), new Equations.Endpoints(idleHeights[j], fullHeights[j])));
        }
        return new Equations(tier, ranges(), linear(idle), linear(full), offsets, bumps);
    }

    /** Iteratively weighted least squares, with the covariance that the members of a group share. */
    private double[] solve(double[] logWatts) {
        double[] weights = new double[samples.size()];
        Arrays.fill(weights, 1);
        double[] solution = new double[precision.length];
        double scale = Math.hypot(MODEL_DEVIATION, RESULT_DEVIATION);
        for (int round = 0; round < ROUNDS; round++) {
            solution = solve(logWatts, weights);
            for (int i = 0; i < weights.length; i++) {
                double residual = (logWatts[i] - dot(design[i], solution)) / scale;
                weights[i] = Math.max(LEAST_WEIGHT, (FREEDOM + 1) / (FREEDOM + residual * residual));
            }
        }
        return solution;
    }

    private double[] solve(double[] logWatts, double[] weights) {
        int n = precision.length;
        double[][] matrix = new double[n][n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = precision[i];
        }
        Map<String, double[]> sums = new HashMap<>();
        for (int s = 0; s < samples.size(); s++) {
            double weight = weights[s] / (RESULT_DEVIATION * RESULT_DEVIATION);
            add(matrix, right, design[s], logWatts[s], weight);
            double[] sum = sums.computeIfAbsent(samples.get(s).group(), any -> new double[n + 2]);
            for (int i = 0; i < n; i++) {
                sum[i] += weight * design[s][i];
            }
            sum[n] += weight * logWatts[s];
            sum[n + 1] += weight;
        }
        // The inverse of a group's covariance, D + c 11', is D^-1 less a product (Sherman and Morrison).
        for (double[] sum : sums.values()) {
            double less = -1 / (1 / (MODEL_DEVIATION * MODEL_DEVIATION) + sum[n + 1]);
            add(matrix, right, sum, sum[n], less);
        }
        return new Normal(matrix).solve(right);
    }

    private static void add(double[][] matrix, double[] right, double[] row, double value, double weight) {
        for (int i = 0; i < right.length; i++) {
            double weighted = weight * row[i];
            if (weighted != 0) {
                right[i] += weighted * value;
                for (int j = 0; j <= i; j++) {
                    matrix[i][j] += weighted * row[j];
                }
            }
        }
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** The linear part in the terms themselves. */
    private List<Double> linear(double[] solution) {
        List<Double> coefficients = new ArrayList<>();
        double constant = solution[0];
        for (int i = 1; i < terms; i++) {
            constant -= solution[i] * mean[i] / deviation[i];
        }
        coefficients.add(constant);
        for (int i = 1; i < terms; i++) {
            coefficients.add(solution[i] / deviation[i]);
        }
        return coefficients;
    }

    private double[] heights(double[] solution) {
        double[] white = Arrays.copyOfRange(solution, terms + kinds.size(), solution.length);
        double[] heights = kernel.solveUpper(white);
        for (int j = 0; j < heights.length; j++) {
            heights[j] *= KERNEL_DEVIATION;
        }
        return heights;
    }

    private List<Equations.Range> ranges() {
        List<Equations.Range> ranges = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            int index = i;
            var values = samples.stream()
                    .mapToDouble(sample -> sample.features().get(index))
                    .summaryStatistics();
            ranges.add(new Equations.Range(values.getMin(), values.getMax()));
        }
        return ranges;
    }
}
