package io.scaph.junit.internal.verdict;

import io.scaph.api.energy.EnergyRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Energies and percentages as text for people. */
public final class EnergyText {
    private static final String[] UNITS = {"µJ", "mJ", "J", "kJ", "MJ"};
    private static final double STEP = 1000;
    private static final int DIGITS = 4;
    /** A value this close to 1000 is rounded to it. */
    private static final double HALF_A_DIGIT = 0.05;

    private static final MathContext PERCENT_DIGITS = new MathContext(DIGITS);

    private EnergyText() {}

    /**
     * An energy and its range.
     *
     * @param range the range
     * @return such as {@code 7.000 J (6.900 J to 7.100 J)}
     */
    public static String of(EnergyRange range) {
        return of((double) range.energy().microjoules()) + " ("
                + of(new Bounds(range.low().microjoules(), range.high().microjoules())) + ")";
    }

    /**
     * An interval.
     *
     * @param bounds in µJ
     * @return such as {@code 6.900 J to 7.100 J}
     */
    public static String of(Bounds bounds) {
        return of(bounds.low()) + " to " + of(bounds.high());
    }

    /**
     * Four digits and a unit.
     *
     * @param microjoules an energy, not negative, in µJ
     * @return such as {@code 7.000 J} or {@code 12.50 mJ}
     */
    public static String of(double microjoules) {
        double value = microjoules;
        int unit = 0;
        // A value that would be rounded to 1000 belongs to the next unit.
        while (unit < UNITS.length - 1 && value >= STEP - HALF_A_DIGIT) {
            value /= STEP;
            unit++;
        }
        int whole = value >= 100 - HALF_A_DIGIT / 10 ? 3 : value >= 10 - HALF_A_DIGIT / 100 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + (DIGITS - whole) + "f %s", value, UNITS[unit]);
    }

    /**
     * A percentage with as many digits as it needs, up to four.
     *
     * @param percent a finite number
     * @return such as {@code 95 %} or {@code 99.9 %}
     */
    public static String percent(double percent) {
        return new BigDecimal(percent)
                        .round(PERCENT_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
