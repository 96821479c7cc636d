package io.scaph.api.internal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.counter.EnergyCounter.Meaning;
import io.scaph.api.internal.snapshot.CorrectionCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the readings of a counter add up to: their differences, across wraps and failed reads. */
class EnergyCounterTest {
    /** Ranges that the kernel shows: most Intel parts, AMD parts, a psys in whole joules. */
    private static final long INTEL = 262_143_328_850L;

    private static final long AMD = 65_532_610_987L;
    private static final long WHOLE_JOULES = 4_294_967_295_000_000L;

    private static final long WATTS = 1_500;
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;

    private final EnergyCounter counter = EnergyCounter.wrapping(INTEL, WATTS);

    @Test
    void theFirstReadingIsNoEnergy() {
        Meaning step = counter.read(5 * JOULE, 0);

        assertThat(step).isEqualTo(Meaning.FIRST);
        assertThat(counter.energyMicrojoules()).isZero();
        assertThat(counter.knownNanos()).isZero();
    }

    @Test
    void aStepForwardIsItsDifference() {
        counter.read(5 * JOULE, 0);

        Meaning step = counter.read(5 * JOULE + 7, SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(7);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }

    @Test
    void aCounterThatStandsStillIsKnownToHaveUsedNothing() {
        counter.read(5 * JOULE, 0);

        Meaning step = counter.read(5 * JOULE, SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isZero();
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }

    @ParameterizedTest
    @CsvSource({INTEL + ",61", AMD + ",15", WHOLE_JOULES + ",1000000", "4294967295,1", "1000000,0"})
    void theUnitIsTheRangeOverTheStatesOfTheRegister(long range, long unit) {
        assertThat(EnergyCounter.wrapping(range, WATTS).unitMicrojoules()).isEqualTo(unit);
    }

    @Test
    void anUnboundedCounterHasNoUnit() {
        assertThat(EnergyCounter.unbounded(WATTS).unitMicrojoules()).isZero();
    }

    @ParameterizedTest
    @CsvSource({INTEL + ",61", AMD + ",15", WHOLE_JOULES + ",1000000", "1000000,0"})
    void aWrapAddsTheRangePlusOneUnit(long range, long unit) {
        EnergyCounter wrapped = EnergyCounter.wrapping(range, WATTS);
        wrapped.read(range - 100, 0);

        Meaning step = wrapped.read(40, 1);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(wrapped.energyMicrojoules()).isEqualTo(100 + unit + 40);
        assertThat(wrapped.corrections()).isEqualTo(new CorrectionCounts(1, 0, 0, 0, 0, 0, 0, Energy.ZERO));
    }

    @Test
    void manyWrapsLoseNothing() {
        long states = AMD + 15;
        EnergyCounter amd = EnergyCounter.wrapping(AMD, 10_000);
        amd.read(0, 0);

        long truth = 0;
        for (int second = 1; second <= 10_000; second++) {
            truth += 999_999_937L;
            amd.read(truth % states, second * SECOND);
        }

        assertThat(amd.energyMicrojoules()).isEqualTo(truth);
        assertThat(amd.corrections().wraps()).isEqualTo(truth / states);
    }

    @Test
    void timeMayOverflow() {
        counter.read(0, Long.MAX_VALUE);

        counter.read(JOULE, Long.MAX_VALUE + SECOND);

        assertThat(counter.energyMicrojoules()).isEqualTo(JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }

    @Test
    void twoReadingsAtOneMomentCountTheirEnergyAndNoTime() {
        counter.read(0, 0);

        Meaning step = counter.read(61, 0);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(61);
        assertThat(counter.knownNanos()).isZero();
    }

    @Test
    void aCounterInWholeJoulesMayStepAtOnce() {
        EnergyCounter coarse = EnergyCounter.wrapping(WHOLE_JOULES, 1);
        coarse.read(3 * JOULE, 0);

        Meaning step = coarse.read(4 * JOULE, 0);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(coarse.energyMicrojoules()).isEqualTo(JOULE);
    }

    @Test
    void aFailedReadIsNeitherEnergyNorKnownTime() {
        counter.read(0, 0);
        counter.read(JOULE, SECOND);

        counter.miss();

        assertThat(counter.energyMicrojoules()).isEqualTo(JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
        assertThat(counter.corrections()).isEqualTo(new CorrectionCounts(0, 0, 1, 0, 0, 0, 0, Energy.ZERO));
    }

    @Test
    void energyOfFailedReadsIsCreditedWhenTheCounterComesBack() {
        counter.read(INTEL - JOULE, 0);
        counter.miss();
        counter.miss();

        Meaning step = counter.read(100 * JOULE, 3 * SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(101 * JOULE + 61);
        assertThat(counter.knownNanos()).isEqualTo(3 * SECOND);
        assertThat(counter.corrections()).isEqualTo(new CorrectionCounts(1, 1, 2, 0, 0, 0, 0, Energy.ZERO));
    }

    @Test
    void failedReadsBeforeTheFirstGoodOneAreNoRecovery() {
        counter.miss();

        Meaning step = counter.read(JOULE, SECOND);

        assertThat(step).isEqualTo(Meaning.FIRST);
        assertThat(counter.corrections()).isEqualTo(new CorrectionCounts(0, 0, 1, 0, 0, 0, 0, Energy.ZERO));
    }

    @Test
    void withoutARangeNothingIsTooLate() {
        EnergyCounter unbounded = EnergyCounter.unbounded(WATTS);
        unbounded.read(0, 0);

        Meaning step = unbounded.read(365L * 24 * 3600 * 100 * JOULE, 365L * 24 * 3600 * SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(unbounded.energyMicrojoules()).isEqualTo(365L * 24 * 3600 * 100 * JOULE);
    }

    @Test
    void whenAWholeWrapMayHaveBeenMissedTheEnergyIsUnknown() {
        long enoughForAWrap = INTEL / WATTS * 1_000 + SECOND;
        counter.read(0, 0);

        Meaning step = counter.read(50 * JOULE, enoughForAWrap);

        assertThat(step).isEqualTo(Meaning.TOO_LATE);
        assertThat(counter.energyMicrojoules()).isZero();
        assertThat(counter.knownNanos()).isZero();
        assertThat(counter.corrections()).isEqualTo(new CorrectionCounts(0, 0, 0, 0, 0, 1, 0, new Energy(50 * JOULE)));
    }

    @Test
    void afterALongGapEnergyIsKnownFromTheReadingThatEndedIt() {
        long enoughForAWrap = INTEL / WATTS * 1_000 + SECOND;
        counter.read(0, 0);
        counter.read(50 * JOULE, enoughForAWrap);

        Meaning step = counter.read(80 * JOULE, enoughForAWrap + SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(30 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }
}
