package io.scaph.api.energy;

import io.scaph.api.internal.text.QuantityText;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * An energy, in whole microjoules. Sums and differences are exact; only {@link #joules()} and watts are rounded to a
 * {@code double}. A difference may be negative. The range of a {@code long} is 9.2 TJ, more than a machine uses in a century;
 * beyond it {@link #plus} and {@link #minus} throw. Immutable.
 *
 * @param microjoules the energy, in µJ
 */
public record Energy(long microjoules) implements Comparable<Energy> {
    /** No energy. */
    public static final Energy ZERO = new Energy(0);

    private static final double MICROJOULES_PER_JOULE = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double THOUSAND = 1_000;

    /**
     * Returns an energy that is given in joules.
     *
     * @param joules the energy, in J
     * @return the energy, rounded to a whole microjoule
     * @throws IllegalArgumentException if it is not a number, or beyond the range
     */
    public static Energy ofJoules(double joules) {
        double microjoules = joules * MICROJOULES_PER_JOULE;
        if (!(Math.abs(microjoules) < Long.MAX_VALUE)) {
            throw new IllegalArgumentException("not an energy: " + joules + " J");
        }
        return new Energy(Math.round(microjoules));
    }

    /**
     * Returns this energy in joules.
     *
     * @return the energy, in J
     */
    public double joules() {
        return microjoules / MICROJOULES_PER_JOULE;
    }

    /**
     * Adds another energy.
     *
     * @param other the energy to add
     * @return the exact sum
     * @throws ArithmeticException if the sum is beyond the range
     */
    public Energy plus(Energy other) {
        return new Energy(Math.addExact(microjoules, other.microjoules));
    }

    /**
     * Subtracts another energy.
     *
     * @param other the energy to subtract
     * @return the exact difference
     * @throws ArithmeticException if the difference is beyond the range
     */
    public Energy minus(Energy other) {
        return new Energy(Math.subtractExact(microjoules, other.microjoules));
    }

    /**
     * Returns the average power if this energy was used in a time.
     *
     * @param time the time
     * @return the power, in W; empty if the time is not above 0
     */
    public OptionalDouble over(Duration time) {
        double seconds = time.getSeconds() + time.getNano() / NANOS_PER_SECOND;
        return seconds > 0 ? OptionalDouble.of(joules() / seconds) : OptionalDouble.empty();
    }

    /**
     * Compares this energy with another one by their amounts.
     *
     * @param other the energy to compare with
     * @return a negative number, 0 or a positive number if this energy is less than, equal to or greater than the other one
     */
    @Override
    public int compareTo(Energy other) {
        return Long.compare(microjoules, other.microjoules);
    }

    /**
     * Returns a short text for people, with three digits that count and a unit that fits.
     *
     * @return such as {@code 2.41 J}, {@code 350 mJ} or {@code 1.50 kJ}
     */
    @Override
    public String toString() {
        double size = Math.abs((double) microjoules);
        if (size < THOUSAND) {
            return microjoules + " µJ";
        }
        double value = microjoules / THOUSAND;
        for (String unit : new String[] {"mJ", "J", "kJ", "MJ", "GJ"}) {
            if (QuantityText.fits(value)) {
                return QuantityText.threeDigits(value) + " " + unit;
            }
            value /= THOUSAND;
        }
        return QuantityText.threeDigits(value) + " TJ";
    }
}
