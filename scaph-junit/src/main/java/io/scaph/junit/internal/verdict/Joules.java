package io.scaph.junit.internal.verdict;

import io.scaph.api.energy.EnergyRange;
import java.util.Locale;

/** Energy for people. */
public final class Joules {
    private static final String[] UNITS = {"µJ", "mJ", "J", "kJ", "MJ"};
    private static final double STEP = 1000;
    private static final int DIGITS = 4;
    /** What is rounded up to 1000. */
    private static final double HALF_A_DIGIT = 0.05;

    private Joules() {}

    /**
     * An energy and its range.
     *
     * @param range the range
     * @return such as {@code 7.000 J (6.900 J to 7.100 J)}
     */
    public static String text(EnergyRange range) {
        return text((double) range.energy().microjoules()) + " ("
                + text((double) range.low().microjoules()) + " to "
                + text((double) range.high().microjoules()) + ")";
    }

    /**
     * Four digits and a unit.
     *
     * @param microjoules an energy, not negative, in µJ
     * @return such as {@code 7.000 J} or {@code 12.50 mJ}
     */
    public static String text(double microjoules) {
        double value = microjoules;
        int unit = 0;
        // What would be rounded to 1000 belongs to the next unit.
        while (unit < UNITS.length - 1 && value >= STEP - HALF_A_DIGIT) {
            value /= STEP;
            unit++;
        }
        int whole = value >= 100 - HALF_A_DIGIT / 10 ? 3 : value >= 10 - HALF_A_DIGIT / 100 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + (DIGITS - whole) + "f %s", value, UNITS[unit]);
    }
}
