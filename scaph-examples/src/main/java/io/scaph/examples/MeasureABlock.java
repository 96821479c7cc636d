package io.scaph.examples;

import io.scaph.api.Monitor;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What does it cost to compute a power? Two ways of doing the same, measured. Each is repeated for a while: what takes less than
 * some 20 ms can't be told by counters that move once in a millisecond.
 */
public final class MeasureABlock {
    private static final int EXPONENT = 10_000;
    private static final int FEW = 20;
    private static final int MANY = 10_000;

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
        BigInteger one = monitor.compute(
                () -> repeated(FEW, () -> byMultiplying(3, EXPONENT)),
                energy -> output.println(FEW + " times one by one: " + describe(energy)));
        BigInteger other = monitor.compute(
                () -> repeated(MANY, () -> BigInteger.valueOf(3).pow(EXPONENT)),
                energy -> output.println(MANY + " times by squares: " + describe(energy)));
        if (!one.equals(other)) {
            throw new IllegalStateException("the two ways do not come to the same");
        }
    }

    private static BigInteger repeated(int times, Supplier<BigInteger> work) {
        BigInteger result = work.get();
        for (int i = 1; i < times; i++) {
            result = work.get();
        }
        return result;
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
                process.low().joules(),
                process.high().joules(),
                energy.duration().toMillis(),
                energy.quality(),
                energy.warnings().isEmpty() ? "" : " " + energy.warnings());
    }
}
