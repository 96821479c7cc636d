package io.scaph.sensor.estimation.internal.power;

import java.util.List;

/**
 * The similarity of two machines: {@code exp(-d^2 / 2 l^2)} of the weighted distance d of their features (a Gaussian
 * kernel). The rest that the linear part does not explain is a sum of these bumps around centres. The centres are means over
 * clusters of machines, not machines.
 */
public final class Kernel {
    /** The distance at which machines begin to have little to do with each other. */
    private static final double LENGTH = 1.5;

    private Kernel() {}

    /**
     * Returns the similarity of two machines.
     *
     * @param features what the features are
     * @param one the values of one machine
     * @param other the values of the other
     * @return from 0, not at all, to 1
     */
    public static double value(List<Feature> features, List<Double> one, List<Double> other) {
        double squares = 0;
        for (int i = 0; i < features.size(); i++) {
            double distance = features.get(i).weight() * (one.get(i) - other.get(i));
            squares += distance * distance;
        }
        return Math.exp(-squares / (2 * LENGTH * LENGTH));
    }
}
