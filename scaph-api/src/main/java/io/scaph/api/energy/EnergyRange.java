package io.scaph.api.energy;

/**
 * An energy and the range that contains the true value, as far as the steps of the counters and the error of an estimate's
 * model are known. It is not a confidence interval of repeated measurements. Immutable.
 *
 * @param energy the best value
 * @param low the lower end, at most the best value, not negative
 * @param high the upper end, at least the best value
 */
public record EnergyRange(Energy energy, Energy low, Energy high) {
    /**
     * Creates a range.
     *
     * @param energy the best value
     * @param low the lower end
     * @param high the upper end
     * @throws IllegalArgumentException if the values are not in order, or the lower end is negative
     */
    public EnergyRange {
        if (low.microjoules() < 0 || low.compareTo(energy) > 0 || energy.compareTo(high) > 0) {
            throw new IllegalArgumentException("not a range: " + low + " <= " + energy + " <= " + high);
        }
    }

    /**
     * Returns a range that is given in microjoules.
     *
     * @param energy the best value, in µJ
     * @param low the lower end, in µJ
     * @param high the upper end, in µJ
     * @return the range
     * @throws IllegalArgumentException if the values are not in order, or the lower end is negative
     */
    public static EnergyRange ofMicrojoules(long energy, long low, long high) {
        return new EnergyRange(new Energy(energy), new Energy(low), new Energy(high));
    }

    /**
     * Returns the best value in joules.
     *
     * @return the energy, in J
     */
    public double joules() {
        return energy.joules();
    }

    /**
     * Returns a short text for people.
     *
     * @return such as {@code 2.41 J (2.30 to 2.52 J)}, or {@code 2.41 J} if the ends look the same
     */
    @Override
    public String toString() {
        String lowText = low.toString();
        String highText = high.toString();
        return lowText.equals(highText) ? energy.toString() : energy + " (" + ends(lowText, highText) + ")";
    }

    /** The unit is written once where both ends have the same. */
    private static String ends(String low, String high) {
        int blank = low.lastIndexOf(' ');
        return (high.endsWith(low.substring(blank)) ? low.substring(0, blank) : low) + " to " + high;
    }
}
