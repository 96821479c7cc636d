package io.scaph.cli.calibrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Power by load, from readings at some loads: never falls (the pool-adjacent-violators algorithm, Ayer et al. 1955), and
 * between them is made of monotone cubic pieces (Fritsch and Carlson 1980, with the slopes of Fritsch and Butland 1984). Below
 * the lowest measured load and above the highest it is a {@link Continuation}. Immutable.
 */
final class PowerCurve {
    /**
     * Readings closer than this are merged, because their difference would give an arbitrary slope. Less than the first
     * step of the usual plan: idle must stay what was measured when idle.
     */
    static final double SAME_LOAD = 0.004;

    private final double[] loads;
    private final double[] watts;
    private final double[] slopes;
    private final double endUncertainty;

    /** A knot while it is made: some readings taken together. */
    private record Knot(double load, double watts, int weight) {
        Knot with(Knot other) {
            int sum = weight + other.weight;
            return new Knot(
                    (load * weight + other.load * other.weight) / sum,
                    (watts * weight + other.watts * other.weight) / sum,
                    sum);
        }
    }

    /**
     * Makes the curve.
     *
     * @param readings at two different loads or more
     */
    PowerCurve(List<LevelReading> readings) {
        List<Knot> knots = monotone(merged(readings));
        double[] knownLoads = knots.stream().mapToDouble(Knot::load).toArray();
        double[] knownWatts = knots.stream().mapToDouble(Knot::watts).toArray();
        Continuation idle = Continuation.toIdle(knownLoads, knownWatts);
        Continuation full = Continuation.toFull(knownLoads, knownWatts);
        if (knownLoads[0] > 0) {
            knots.add(0, new Knot(0, idle.watts(), 1));
        }
        if (knownLoads[knownLoads.length - 1] < 1) {
            knots.add(new Knot(1, full.watts(), 1));
        }
        loads = knots.stream().mapToDouble(Knot::load).toArray();
        watts = knots.stream().mapToDouble(Knot::watts).toArray();
        slopes = slopes();
        endUncertainty = Math.max(idle.uncertaintyWatts() / watts(0), full.uncertaintyWatts() / watts(1));
    }

    private static List<Knot> merged(List<LevelReading> readings) {
        List<Knot> knots = new ArrayList<>();
        List<LevelReading> byLoad = readings.stream()
                .sorted(Comparator.comparingDouble(LevelReading::load))
                .toList();
        for (LevelReading reading : byLoad) {
            Knot knot = new Knot(reading.load(), reading.watts(), 1);
            int last = knots.size() - 1;
            if (last >= 0 && knot.load - knots.get(last).load < SAME_LOAD) {
                knots.set(last, knots.get(last).with(knot));
            } else {
                knots.add(knot);
            }
        }
        return knots;
    }

    /** Where power falls, neighbours take their mean; each keeps its load. */
    private static List<Knot> monotone(List<Knot> knots) {
        List<List<Knot>> pools = new ArrayList<>();
        for (Knot knot : knots) {
            pools.add(new ArrayList<>(List.of(knot)));
            while (pools.size() > 1 && mean(pools.get(pools.size() - 2)) > mean(pools.get(pools.size() - 1))) {
                List<Knot> last = pools.remove(pools.size() - 1);
                pools.get(pools.size() - 1).addAll(last);
            }
        }
        List<Knot> rising = new ArrayList<>();
        for (List<Knot> pool : pools) {
            double mean = mean(pool);
            pool.forEach(knot -> rising.add(new Knot(knot.load, mean, knot.weight)));
        }
        return rising;
    }

    private static double mean(List<Knot> pool) {
        double sum = pool.stream().mapToDouble(knot -> knot.watts * knot.weight).sum();
        return sum / pool.stream().mapToInt(Knot::weight).sum();
    }

    private double[] slopes() {
        int n = loads.length;
        double[] steps = IntStream.range(0, n - 1)
                .mapToDouble(i -> loads[i + 1] - loads[i])
                .toArray();
        double[] rises = IntStream.range(0, n - 1)
                .mapToDouble(i -> (watts[i + 1] - watts[i]) / steps[i])
                .toArray();
        double[] result = new double[n];
        for (int i = 1; i < n - 1; i++) {
            if (rises[i - 1] > 0 && rises[i] > 0) {
                double left = 2 * steps[i] + steps[i - 1];
                double right = steps[i] + 2 * steps[i - 1];
                result[i] = (left + right) / (left / rises[i - 1] + right / rises[i]);
            }
        }
        result[0] = n == 2 ? rises[0] : endSlope(steps[0], steps[1], rises[0], rises[1]);
        result[n - 1] = n == 2 ? rises[0] : endSlope(steps[n - 2], steps[n - 3], rises[n - 2], rises[n - 3]);
        return result;
    }

    /** By three points, within what keeps the piece monotone. */
    private static double endSlope(double step, double next, double rise, double nextRise) {
        double slope = ((2 * step + next) * rise - step * nextRise) / (step + next);
        return Math.max(0, Math.min(slope, 3 * rise));
    }

    /** The same, but along straight lines between what was measured. */
    double straight(double load) {
        int i = below(load);
        double t = part(i, load);
        return watts[i] * (1 - t) + watts[i + 1] * t;
    }

    private int below(double load) {
        int i = 0;
        while (i < loads.length - 2 && loads[i + 1] < load) {
            i++;
        }
        return i;
    }

    private double part(int i, double load) {
        return Math.min(1, Math.max(0, (load - loads[i]) / (loads[i + 1] - loads[i])));
    }

    /**
     * The power at a load.
     *
     * @param load from 0 to 1
     * @return in watts
     */
    double watts(double load) {
        int i = below(load);
        double step = loads[i + 1] - loads[i];
        double t = part(i, load);
        double u = 1 - t;
        // Hermite's basis.
        return watts[i] * (1 + 2 * t) * u * u
                + slopes[i] * step * t * u * u
                + watts[i + 1] * t * t * (3 - 2 * t)
                - slopes[i + 1] * step * t * t * u;
    }

    /** How far the power at idle or full load may be off because it was not measured, as a part of that power. */
    double endUncertainty() {
        return endUncertainty;
    }
}
