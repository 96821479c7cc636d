package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import java.util.ArrayList;
import java.util.List;

/**
 * The power of a CPU package, as RAPL shows it, as a fraction of its thermal design power by load. Fitted to few machines.
 *
 * @param older the fractions for CPUs before {@link #YEAR}, at {@link #LOADS}
 * @param newer the fractions for the others
 * @param band the interval of four of five, from machines left out
 */
public record PackageModel(List<Double> older, List<Double> newer, Band.Factors band) {
    /** The first year of the newer CPUs: since Broadwell and Zen packages come nearer to their thermal design power. */
    public static final int YEAR = 2015;

    /** The loads of the fractions. */
    public static final List<Double> LOADS = List.of(0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0);

    /**
     * Mends what it is given, so that power never falls with load.
     *
     * @param older {@link #older()}
     * @param newer {@link #newer()}
     * @param band {@link #band()}
     */
    public PackageModel {
        older = rising(older);
        newer = rising(newer);
    }

    private static List<Double> rising(List<Double> fractions) {
        if (fractions.size() != LOADS.size()) {
            throw new IllegalArgumentException(fractions.size() + " fractions for " + LOADS.size() + " loads");
        }
        List<Double> rising = new ArrayList<>();
        double last = Double.MIN_NORMAL;
        for (double fraction : fractions) {
            last = Math.max(last, fraction);
            rising.add(last);
        }
        return List.copyOf(rising);
    }

    /**
     * The power of a package.
     *
     * @param chip the chip
     * @param load from 0 to 1; beyond that as at the end
     * @return in watts, above 0
     */
    public double watts(Chip chip, double load) {
        return chip.tdpWatts() * fraction(chip.year(), load);
    }

    /**
     * The fraction of the thermal design power.
     *
     * @param year when the CPU's micro-architecture was first sold
     * @param load from 0 to 1; beyond that as at the end
     * @return above 0; may be above 1
     */
    public double fraction(double year, double load) {
        List<Double> fractions = year < YEAR ? older : newer;
        double clamped = LoadShape.clamp(load);
        int above = 1;
        while (LOADS.get(above) < clamped) {
            above++;
        }
        double from = LOADS.get(above - 1);
        double part = (clamped - from) / (LOADS.get(above) - from);
        return fractions.get(above - 1) * (1 - part) + fractions.get(above) * part;
    }
}
