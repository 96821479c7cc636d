package io.scaph.sensor.estimation.internal.power;

import java.util.ArrayList;
import java.util.List;

/**
 * How power goes from idle to full load: the fraction of the way at equal steps of load, in between by straight lines. Never
 * falls.
 *
 * @param fractions from 0 at no load to 1 at full load, at least two
 */
public record LoadShape(List<Double> fractions) {
    /**
     * Corrects the argument: a fraction below the one before it is raised to that, and all are from 0 to 1.
     *
     * @param fractions {@link #fractions()}
     */
    public LoadShape {
        if (fractions.size() < 2) {
            throw new IllegalArgumentException("a shape of " + fractions.size() + " points");
        }
        List<Double> mended = new ArrayList<>();
        double last = 0;
        for (int i = 0; i < fractions.size(); i++) {
            last = Math.max(last, Math.min(1, Math.max(0, fractions.get(i))));
            mended.add(i == 0 ? 0.0 : i == fractions.size() - 1 ? 1.0 : Double.valueOf(last));
        }
        fractions = List.copyOf(mended);
    }

    /**
     * The fraction of the way at a load.
     *
     * @param load from 0 to 1; values outside are clamped, and NaN is 0
     * @return from 0 to 1
     */
    public double at(double load) {
        return at(fractions, clamp(load));
    }

    /**
     * The height of a curve that is given at equal steps of load.
     *
     * @param curve its heights from no load to full load, at least two; between them it is straight
     * @param load from 0 to 1
     * @return the height at the load
     */
    public static double at(List<Double> curve, double load) {
        double position = load * (curve.size() - 1);
        int below = Math.min((int) position, curve.size() - 2);
        double part = position - below;
        return curve.get(below) * (1 - part) + curve.get(below + 1) * part;
    }

    static double clamp(double load) {
        return load > 0 ? Math.min(load, 1) : 0;
    }
}
