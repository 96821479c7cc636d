package io.scaph.junit.internal.verdict;

import java.math.BigDecimal;
import java.math.MathContext;

/** Percent for people. */
public final class Percent {
    private static final MathContext DIGITS = new MathContext(4);

    private Percent() {}

    /**
     * As many digits as it needs, up to four.
     *
     * @param percent a finite number
     * @return such as {@code 95 %} or {@code 99.9 %}
     */
    public static String text(double percent) {
        return new BigDecimal(percent).round(DIGITS).stripTrailingZeros().toPlainString() + " %";
    }
}
