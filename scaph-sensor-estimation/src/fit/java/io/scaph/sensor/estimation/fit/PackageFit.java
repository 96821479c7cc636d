package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.Band;
import io.scaph.sensor.estimation.internal.power.PackageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits the power of packages: the logarithm of the fraction of thermal design power by load, one curve and how older and newer
 * CPUs depart from it, by least absolute deviations, machines with many readings counting less for each.
 */
final class PackageFit {
    private static final double CURVE_PRECISION = 1e-3;
    private static final double ERA_PRECISION = 0.3;
    private static final double SMOOTHNESS = 0.3;
    private static final int ROUNDS = 10;
    private static final double SMALL_RESIDUAL = 0.1;
    private static final double LOW_QUANTILE = 0.1;
    private static final double HIGH_QUANTILE = 0.9;
    private static final int POINTS = PackageModel.LOADS.size();

    private PackageFit() {}

    /** A reading of RAPL: of a machine, at a load, as a fraction of the thermal design power of its packages. */
    record Reading(String machine, boolean older, double load, double fraction) {}

    static PackageModel fit(List<Reading> readings) {
        List<Double> errors = new ArrayList<>();
        for (String machine : readings.stream().map(Reading::machine).distinct().toList()) {
            PackageModel model = fitCurves(readings.stream()
                    .filter(reading -> !reading.machine().equals(machine))
                    .toList());
            readings.stream()
                    .filter(reading -> reading.machine().equals(machine))
                    .forEach(reading -> errors.add(Math.log(reading.fraction() / fraction(model, reading))));
        }
        Collections.sort(errors);
        PackageModel model = fitCurves(readings);
        return new PackageModel(
                model.older(),
                model.newer(),
                new Band.Factors(
                        Math.exp(errors.get((int) (LOW_QUANTILE * (errors.size() - 1)))),
                        Math.exp(errors.get((int) Math.ceil(HIGH_QUANTILE * (errors.size() - 1))))));
    }

    /** The fraction that a model gives. */
    static double fraction(PackageModel model, Reading reading) {
        return model.fraction(reading.older() ? PackageModel.YEAR - 1 : PackageModel.YEAR, reading.load());
    }

    private static PackageModel fitCurves(List<Reading> readings) {
        Map<String, Integer> counts = new HashMap<>();
        readings.forEach(reading -> counts.merge(reading.machine(), 1, Integer::sum));
        double[][] rows = readings.stream().map(PackageFit::row).toArray(double[][]::new);
        double[] weights = new double[rows.length];
        double[] robust = new double[rows.length];
        Arrays.fill(robust, 1);
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            weights[i] = 1 / Math.sqrt(counts.getOrDefault(readings.get(i).machine(), 1));
            total += weights[i];
        }
        double[] solution = new double[3 * POINTS];
        for (int round = 0; round < ROUNDS; round++) {
            double[][] matrix = penalty();
            double[] right = new double[3 * POINTS];
            for (int i = 0; i < rows.length; i++) {
                double weight = weights[i] * rows.length / total * robust[i];
                double value = Math.log(readings.get(i).fraction());
                for (int j = 0; j < right.length; j++) {
                    right[j] += weight * rows[i][j] * value;
                    for (int k = 0; k < right.length; k++) {
                        matrix[j][k] += weight * rows[i][j] * rows[i][k];
                    }
                }
            }
            solution = new Normal(matrix).solve(right);
            for (int i = 0; i < rows.length; i++) {
                double residual = Math.log(readings.get(i).fraction());
                for (int j = 0; j < solution.length; j++) {
                    residual -= rows[i][j] * solution[j];
                }
                robust[i] = SMALL_RESIDUAL / Math.max(SMALL_RESIDUAL, Math.abs(residual));
            }
        }
        return new PackageModel(curve(solution, POINTS), curve(solution, 2 * POINTS), new Band.Factors(1, 1));
    }

    private static double[] row(Reading reading) {
        double[] row = new double[3 * POINTS];
        int above = 1;
        while (above < POINTS - 1 && PackageModel.LOADS.get(above) <= reading.load()) {
            above++;
        }
        double from = PackageModel.LOADS.get(above - 1);
        double part = Math.min(1, (reading.load() - from) / (PackageModel.LOADS.get(above) - from));
        int era = (reading.older() ? 1 : 2) * POINTS;
        row[above - 1] = 1 - part;
        row[above] = part;
        row[era + above - 1] = 1 - part;
        row[era + above] = part;
        return row;
    }

    private static double[][] penalty() {
        double[][] penalty = new double[3 * POINTS][3 * POINTS];
        for (int i = 0; i < 3 * POINTS; i++) {
            penalty[i][i] = i < POINTS ? CURVE_PRECISION : ERA_PRECISION;
        }
        double[] second = {1, -2, 1};
        for (int i = 0; i + 2 < POINTS; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    penalty[i + j][i + k] += SMOOTHNESS * second[j] * second[k];
                }
            }
        }
        return penalty;
    }

    private static List<Double> curve(double[] solution, int era) {
        List<Double> curve = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            curve.add(Math.exp(solution[i] + solution[era + i]));
        }
        return curve;
    }

    /** Leaves out one machine after the other. */
    static Score leaveOneMachineOut(List<Reading> readings) {
        Score score = new Score();
        for (String machine : readings.stream().map(Reading::machine).distinct().toList()) {
            PackageModel model = fit(readings.stream()
                    .filter(reading -> !reading.machine().equals(machine))
                    .toList());
            for (Reading reading : readings) {
                if (reading.machine().equals(machine)) {
                    double predicted = fraction(model, reading);
                    score.add(
                            reading.fraction(),
                            predicted,
                            predicted * model.band().low(),
                            predicted * model.band().high());
                }
            }
        }
        return score;
    }
}
