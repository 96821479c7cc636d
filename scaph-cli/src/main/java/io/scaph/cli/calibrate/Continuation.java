package io.scaph.cli.calibrate;

import java.util.Arrays;

/**
 * Continues a curve to an end of the range of load where nothing was measured, from what was measured near that end.
 *
 * @param watts the power there, in watts
 * @param uncertaintyWatts how far that may be off, in watts: the difference between two ways to continue
 */
record Continuation(double watts, double uncertaintyWatts) {
    /** How far to look back. */
    private static final double NEAR = 0.3;
    /** How far beyond the readings curvature is used. */
    private static final double FAR = 0.15;
    /** The exponents with which power grows from idle, as servers' curves do. */
    private static final double LEAST_EXPONENT = 0.75;

    private static final double MOST_EXPONENT = 2;
    private static final double EXPONENT_STEP = 0.05;
    /** Idle power is at least this part of the lowest measured power. */
    private static final double LEAST_PART = 0.3;

    private static final int FEWEST = 3;

    /**
     * Continues to idle: midway between a parabola through the lowest reading and a power law,
     * {@code W = idle + A load^p}, both by least squares. Where power bends sharply near idle, the first sees too little of
     * that; where it is a wave, the second sees too much.
     *
     * @param loads where power is known, rising, at least one
     * @param watts the power there, never falling
     */
    static Continuation toIdle(double[] loads, double[] watts) {
        double parabola = parabola(loads, watts, 0, 0);
        int near = (int)
                Arrays.stream(loads).filter(load -> load - loads[0] <= NEAR).count();
        double law = near < FEWEST ? parabola : powerLaw(loads, watts, near);
        double least = LEAST_PART * watts[0];
        parabola = Math.min(watts[0], Math.max(least, parabola));
        law = Math.min(watts[0], Math.max(least, law));
        return new Continuation((parabola + law) / 2, Math.abs(parabola - law) / 2);
    }

    /**
     * Continues to full load: by a parabola through the highest reading.
     *
     * @param loads where power is known, rising, at least one
     * @param watts the power there, never falling
     */
    static Continuation toFull(double[] loads, double[] watts) {
        int last = loads.length - 1;
        double parabola = Math.max(watts[last], parabola(loads, watts, last, 1));
        double line =
                watts[last] + (watts[last] - watts[last - 1]) / (loads[last] - loads[last - 1]) * (1 - loads[last]);
        return new Continuation(parabola, Math.abs(parabola - line) / 2);
    }

    /**
     * The value at an end of a parabola through one reading, by least squares of the readings near it; further away, of its
     * tangent.
     */
    private static double parabola(double[] loads, double[] watts, int anchor, double end) {
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double t1 = 0;
        double t2 = 0;
        int count = 0;
        for (int i = 0; i < loads.length; i++) {
            double d = loads[i] - loads[anchor];
            if (i != anchor && Math.abs(d) <= NEAR) {
                double rise = watts[i] - watts[anchor];
                s2 += d * d;
                s3 += d * d * d;
                s4 += d * d * d * d;
                t1 += rise * d;
                t2 += rise * d * d;
                count++;
            }
        }
        if (loads.length == 1) {
            return watts[anchor];
        }
        double beyond = end - loads[anchor];
        double determinant = s2 * s4 - s3 * s3;
        if (count < FEWEST || !(determinant > 0)) {
            int next = anchor == 0 ? 1 : anchor - 1;
            return watts[anchor] + (watts[next] - watts[anchor]) / (loads[next] - loads[anchor]) * beyond;
        }
        double slope = (t1 * s4 - t2 * s3) / determinant;
        double bend = Math.abs(beyond) <= FAR ? (t2 * s2 - t1 * s3) / determinant : 0;
        return watts[anchor] + slope * beyond + bend * beyond * beyond;
    }

    /** The idle power of the power law through the lowest reading that best fits the first few readings. */
    private static double powerLaw(double[] loads, double[] watts, int count) {
        double best = Double.MAX_VALUE;
        double idle = watts[0];
        for (double p = LEAST_EXPONENT; p <= MOST_EXPONENT; p += EXPONENT_STEP) {
            double first = Math.pow(loads[0], p);
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = 1; i < count; i++) {
                double x = Math.pow(loads[i], p) - first;
                double y = watts[i] - watts[0];
                xx += x * x;
                xy += x * y;
                yy += y * y;
            }
            double residual = yy - xy * xy / xx;
            if (residual < best) {
                best = residual;
                idle = watts[0] - xy / xx * first;
            }
        }
        return idle;
    }
}
