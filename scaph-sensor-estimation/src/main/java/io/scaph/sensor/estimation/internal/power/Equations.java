package io.scaph.sensor.estimation.internal.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The watts of one hardware thread, idle and at full load, with its share of the server around it:
 * {@code exp(b.x + u[kind] + sum a_j k(z, c_j))}. x are the terms of {@link Tier#terms}, u offsets of kinds of CPUs,
 * shrunk towards 0, k the {@link #similarity}. Inputs are clamped to the range that the equations were fitted on.
 *
 * @param tier the tier that they belong to
 * @param ranges of each feature, in the tier's order
 * @param idle the coefficients b for an idle thread
 * @param full the coefficients b for full load
 * @param offsets u by kind ({@link io.scaph.sensor.estimation.internal.hardware.Chip#kind})
 * @param bumps the centres with their a
 */
public record Equations(
        Tier tier,
        List<Range> ranges,
        List<Double> idle,
        List<Double> full,
        Map<String, Endpoints> offsets,
        List<Bump> bumps) {
    /** An idle thread uses at most this part of a thread at full load. Measured: 0.09 to 0.83. */
    private static final double MOST_IDLE = 0.9;

    /** The distance at which machines begin to have little to do with each other. */
    private static final double SIMILAR_DISTANCE = 1.5;

    /**
     * The range of a feature.
     *
     * @param least the least value
     * @param most the greatest value
     */
    public record Range(double least, double most) {
        double clamp(double value) {
            return Math.min(Math.max(value, least), most);
        }
    }

    /**
     * One number for idle, one for full load.
     *
     * @param idle for idle
     * @param full for full load
     */
    public record Endpoints(double idle, double full) {
        /** No offset. */
        public static final Endpoints NONE = new Endpoints(0, 0);
    }

    /**
     * A bump of the kernel.
     *
     * @param centre where it is, in features
     * @param height how high it is
     */
    public record Bump(List<Double> centre, Endpoints height) {}

    /**
     * The watts of one hardware thread.
     *
     * @param features the machine's, in the tier's order; what is out of range is taken to be at its end
     * @param kind the kind of CPU
     * @return watts, above 0 and finite, idle being less than full load
     */
    public Endpoints watts(List<Double> features, Optional<String> kind) {
        List<Double> clamped = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            clamped.add(ranges.get(i).clamp(features.get(i)));
        }
        List<Double> terms = tier.terms(clamped);
        Endpoints offset = kind.map(offsets::get).orElse(Endpoints.NONE);
        double logIdle = dot(idle, terms) + offset.idle();
        double logFull = dot(full, terms) + offset.full();
        for (Bump bump : bumps) {
            double alike = similarity(tier.features(), clamped, bump.centre());
            logIdle += alike * bump.height().idle();
            logFull += alike * bump.height().full();
        }
        double fullWatts = Math.exp(logFull);
        return new Endpoints(Math.min(Math.exp(logIdle), MOST_IDLE * fullWatts), fullWatts);
    }

    /**
     * The similarity of two machines: {@code exp(-d^2 / 2 l^2)} of the weighted distance d of their features (a Gaussian
     * kernel). The rest that the linear part does not explain is a sum of these bumps around centres. The centres are means over
     * clusters of machines, not machines.
     *
     * @param features what the features are
     * @param one the values of one machine
     * @param other the values of the other
     * @return from 0, not at all, to 1
     */
    public static double similarity(List<Feature> features, List<Double> one, List<Double> other) {
        double squares = 0;
        for (int i = 0; i < features.size(); i++) {
            double distance = features.get(i).weight() * (one.get(i) - other.get(i));
            squares += distance * distance;
        }
        return Math.exp(-squares / (2 * SIMILAR_DISTANCE * SIMILAR_DISTANCE));
    }

    private static double dot(List<Double> coefficients, List<Double> terms) {
        double sum = 0;
        for (int i = 0; i < terms.size(); i++) {
            sum += coefficients.get(i) * terms.get(i);
        }
        return sum;
    }
}
