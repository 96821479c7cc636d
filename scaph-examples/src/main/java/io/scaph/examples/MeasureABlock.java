package io.scaph.examples;

import io.scaph.api.Monitor;
import io.scaph.api.scope.EnergyRange;
import io.scaph.api.scope.Measured;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What does it cost to compute ten thousand digits? Two ways of doing the same, measured. */
public final class MeasureABlock {
    private static final int DIGITS = 10_000;

    private MeasureABlock() {}

    /**
     * Measures with the best sensor that works here.
     *
     * @param arguments none
     * @throws SensorUnavailableException if there is none, which says what to do
     */
    public static void main(String[] arguments) throws SensorUnavailableException {
        try (Monitor monitor = Monitor.open()) {
            run(monitor, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        }
    }

    static void run(Monitor monitor, PrintStream output) {
        Measured<BigInteger> one = monitor.compute(() -> byMultiplying(3, DIGITS));
        Measured<BigInteger> other = monitor.compute(() -> BigInteger.valueOf(3).pow(DIGITS));
        if (!one.result().equals(other.result())) {
            throw new IllegalStateException("the two ways do not come to the same");
        }
        output.println("one by one: " + describe(one.energy()));
        output.println("by squares: " + describe(other.energy()));
    }

    private static BigInteger byMultiplying(int base, int exponent) {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < exponent; i++) {
            product = product.multiply(BigInteger.valueOf(base));
        }
        return product;
    }

    /** A figure never goes without how sure it is. */
    static String describe(ScopeEnergy energy) {
        if (energy.process().isEmpty()) {
            return "unknown " + energy.warnings();
        }
        EnergyRange process = energy.process().get();
        return String.format(
                Locale.ROOT,
                "%.3f J (%.3f to %.3f) in %d ms, %s%s",
                process.joules(),
                process.lowJoules(),
                process.highJoules(),
                energy.duration().toMillis(),
                energy.quality(),
                energy.warnings().isEmpty() ? "" : " " + energy.warnings());
    }
}
