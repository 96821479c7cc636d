package io.scaph.api.scope;

/**
 * An energy, and how far the truth may be from it. What is known of the hardware's steps and of the model of an estimate is
 * in the range, what nobody knows of is not: it is no confidence interval of a series of measurements.
 *
 * @param microjoules the best value, in µJ
 * @param lowMicrojoules not less than this, in µJ
 * @param highMicrojoules not more than this, in µJ
 */
public record EnergyRange(long microjoules, long lowMicrojoules, long highMicrojoules) {
    private static final double MICRO = 1e-6;

    /**
     * Checks what it is given.
     *
     * @param microjoules {@link #microjoules()}
     * @param lowMicrojoules {@link #lowMicrojoules()}
     * @param highMicrojoules {@link #highMicrojoules()}
     */
    public EnergyRange {
        if (lowMicrojoules < 0 || lowMicrojoules > microjoules || microjoules > highMicrojoules) {
            throw new IllegalArgumentException(
                    "not a range: " + lowMicrojoules + " <= " + microjoules + " <= " + highMicrojoules);
        }
    }

    /**
     * The best value.
     *
     * @return joules
     */
    public double joules() {
        return microjoules * MICRO;
    }

    /**
     * The least that it may be.
     *
     * @return joules
     */
    public double lowJoules() {
        return lowMicrojoules * MICRO;
    }

    /**
     * The most that it may be.
     *
     * @return joules
     */
    public double highJoules() {
        return highMicrojoules * MICRO;
    }
}
