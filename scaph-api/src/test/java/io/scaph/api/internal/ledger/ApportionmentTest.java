package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.testing.Property;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApportionmentTest {
    private static final long HOUR_OF_A_THOUSAND_CPUS = 1_000L * 3_600 * 1_000_000_000;

    private static Apportionment dividing(long amount, long allShares) {
        Apportionment parts = new Apportionment();
        parts.begin(amount, allShares);
        return parts;
    }

    @Test
    void equalSharesOfAnAmountThatCantBeDividedDifferByOne() {
        Apportionment parts = dividing(10, 3);

        assertThat(new long[] {parts.next(1), parts.next(1), parts.next(1)}).containsExactly(3, 3, 4);
    }

    @Test
    void noShareIsNoPart() {
        Apportionment parts = dividing(100, 1);

        assertThat(new long[] {parts.next(0), parts.next(1), parts.next(0)}).containsExactly(0, 100, 0);
    }

    @Test
    void nothingIsDividedIntoNothing() {
        Apportionment parts = dividing(0, HOUR_OF_A_THOUSAND_CPUS);

        assertThat(new long[] {parts.next(1), parts.next(HOUR_OF_A_THOUSAND_CPUS - 1)})
                .containsExactly(0, 0);
    }

    @Test
    void oneDivisionKnowsNothingOfTheOneBefore() {
        Apportionment parts = dividing(100, 7);
        parts.next(3);

        parts.begin(10, 3);

        assertThat(new long[] {parts.next(1), parts.next(1), parts.next(1)}).containsExactly(3, 3, 4);
    }

    @Test
    void oneShareIsTheWholeAmount() {
        assertThat(dividing(Apportionment.MAX, HOUR_OF_A_THOUSAND_CPUS).next(HOUR_OF_A_THOUSAND_CPUS))
                .isEqualTo(Apportionment.MAX);
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "1,0", "1,-1", "1125899906842625,1", "1,4611686018427387905"})
    void whatCantBeDividedExactlyIsRefused(long amount, long allShares) {
        assertThatThrownBy(() -> dividing(amount, allShares)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsAddUpToTheAmountAndAreTheExactQuotientWithinOne() {
        Property.holds(20_000, random -> {
            long amount = bits(random.nextLong(), 1 + random.nextInt(50)) + random.nextInt(2);
            long allShares = 1 + bits(random.nextLong(), random.nextInt(63));
            Apportionment parts = dividing(amount, allShares);

            long left = allShares;
            long sum = 0;
            while (left > 0) {
                long share = random.nextInt(10) == 0 ? left : random.nextLong(1 + left);
                long part = parts.next(share);
                assertThat(part).isBetween(floor(amount, share, allShares), floor(amount, share, allShares) + 1);
                sum += part;
                left -= share;
            }

            assertThat(sum).isEqualTo(amount);
        });
    }

    @Test
    void hugeAmountsAreDividedExactlyAmongManySmallShares() {
        Property.holds(50, random -> {
            long amount = Apportionment.MAX - random.nextInt(1_000);
            long allShares = HOUR_OF_A_THOUSAND_CPUS - random.nextInt(1_000);
            Apportionment parts = dividing(amount, allShares);

            long share = allShares / 1_000;
            for (int i = 0; i < 1_000; i++) {
                long exact = floor(amount, share, allShares);
                assertThat(parts.next(share)).isBetween(exact, exact + 1);
            }
        });
    }

    private static long bits(long random, int bits) {
        return bits == 0 ? 0 : random >>> (64 - bits);
    }

    private static long floor(long amount, long share, long allShares) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(share))
                .divide(BigInteger.valueOf(allShares))
                .longValueExact();
    }
}
