package io.scaph.junit.internal.verdict;

/** Student's t distribution. */
final class StudentT {
    private static final int HALVINGS = 200;

    private StudentT() {}

    /**
     * The half-width of a confidence interval, in standard errors: the t for which {@code |T| <= t} has the probability
     * given.
     *
     * @param freedom degrees of freedom, above 0
     * @param probability above 0 and below 1
     */
    static double within(int freedom, double probability) {
        double low = 0;
        double high = 1;
        while (probabilityWithin(freedom, high) < probability) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            if (probabilityWithin(freedom, middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The probability of {@code |T| <= t}. For whole degrees of freedom the series is finite: Abramowitz and Stegun,
     * Handbook of Mathematical Functions, 26.7.3 (odd) and 26.7.4 (even).
     */
    static double probabilityWithin(int freedom, double t) {
        double angle = Math.atan(t / Math.sqrt(freedom));
        double cos = Math.cos(angle);
        boolean odd = freedom % 2 == 1;
        double sum = 0;
        double term = odd ? cos : 1;
        for (int n = odd ? 3 : 2; n <= freedom; n += 2) {
            sum += term;
            term *= cos * cos * (n - 1) / n;
        }
        return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    }
}
