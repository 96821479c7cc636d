package io.scaph.api.internal.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers for users: three significant digits and a suitable unit. */
public final class QuantityText {
    private static final double THOUSAND = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double ROUNDS_TO_TEN = 9.995;
    private static final double ROUNDS_TO_HUNDRED = 99.95;
    private static final double ROUNDS_TO_THOUSAND = 999.5;

    private QuantityText() {}

    /**
     * Returns whether a value needs no larger unit.
     *
     * @param value any number
     * @return true if it has at most three digits before the point, once it is rounded
     */
    public static boolean fits(double value) {
        return Math.abs(value) < ROUNDS_TO_THOUSAND;
    }

    /**
     * Returns a value with three digits.
     *
     * @param value any number
     * @return such as {@code 2.41}, {@code 24.1} or {@code 241}; all digits before the point if they are more
     */
    public static String threeDigits(double value) {
        double size = Math.abs(value);
        int decimals = size < ROUNDS_TO_TEN ? 2 : size < ROUNDS_TO_HUNDRED ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * Returns a time.
     *
     * @param time any time
     * @return such as {@code 250 µs}, {@code 12.0 ms}, {@code 1.20 s} or {@code 7200 s}
     */
    public static String text(Duration time) {
        double seconds = time.getSeconds() + time.getNano() / NANOS_PER_SECOND;
        if (seconds == 0 || !fits(seconds * THOUSAND)) {
            return threeDigits(seconds) + " s";
        }
        double millis = seconds * THOUSAND;
        return fits(millis * THOUSAND) ? threeDigits(millis * THOUSAND) + " µs" : threeDigits(millis) + " ms";
    }
}
