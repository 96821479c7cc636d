package io.scaph.sensor.estimation.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How well estimates did. */
final class Score {
    private final List<Double> errors = new ArrayList<>();
    private int covered;

    void add(double measured, double predicted, double low, double high) {
        errors.add(Math.abs(predicted / measured - 1));
        if (low <= measured && measured <= high) {
            covered++;
        }
    }

    void addAll(Score other) {
        errors.addAll(other.errors);
        covered += other.covered;
    }

    double meanError() {
        return errors.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    double medianError() {
        List<Double> sorted = new ArrayList<>(errors);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double coverage() {
        return covered / (double) errors.size();
    }

    @Override
    public String toString() {
        if (errors.isEmpty()) {
            return "no watts to compare with";
        }
        return String.format(
                Locale.ROOT,
                "MAPE %.1f %%, median APE %.1f %%, coverage of the 80 %% interval %.1f %%, %d points",
                100 * meanError(),
                100 * medianError(),
                100 * coverage(),
                errors.size());
    }
}
