package io.scaph.api.internal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.counter.EnergyCounter.Meaning;
import io.scaph.api.internal.snapshot.CorrectionCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void anotherHostsCounterInBetweenLosesNothing() {
        counter.read(200_000 * JOULE, 0);

        Meaning foreign = counter.read(1_000 * JOULE, SECOND);
        Meaning own = counter.read(200_060 * JOULE, 2 * SECOND);

        assertThat(foreign).isEqualTo(Meaning.DOUBTFUL);
        assertThat(own).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(60 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(2 * SECOND);
        assertThat(counter.corrections()).isEqualTo(new CorrectionCounts(0, 1, 0, 1, 0, 0, 0, Energy.ZERO));
    }

    @Test
    void twoHostsBehindOneCounterLoseNothingOfTheFirst() {
        counter.read(200_000 * JOULE, 0);

        for (int second = 1; second <= 100; second++) {
            boolean own = second % 2 == 0;
            counter.read((own ? 200_000L : 1_000L) * JOULE + second * 30L * JOULE, second * SECOND);
        }

        assertThat(counter.energyMicrojoules()).isEqualTo(100 * 30 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(100 * SECOND);
    }

    @Test
    void aForwardStepOfImpossiblePowerIsDoubtful() {
        counter.read(0, 0);

        Meaning step = counter.read((WATTS + WATTS / 10) * JOULE, SECOND);

        assertThat(step).isEqualTo(Meaning.DOUBTFUL);
        assertThat(counter.energyMicrojoules()).isZero();
        assertThat(counter.knownNanos()).isZero();
    }

    @Test
    void fullCeilingPowerIsBelieved() {
        counter.read(0, 0);

        Meaning step = counter.read(WATTS * JOULE, SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(WATTS * JOULE);
    }

    @Test
    void aResetIsConfirmedByTheNextReadingAndCountsFromThere() {
        counter.read(100_000 * JOULE, 0);

        Meaning reset = counter.read(5 * JOULE, SECOND);
        Meaning next = counter.read(45 * JOULE, 2 * SECOND);

        assertThat(reset).isEqualTo(Meaning.DOUBTFUL);
        assertThat(next).isEqualTo(Meaning.RESET);
        assertThat(counter.energyMicrojoules()).isEqualTo(40 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
        assertThat(counter.corrections()).isEqualTo(new CorrectionCounts(0, 0, 0, 1, 1, 0, 0, Energy.ZERO));
    }

    @Test
    void aResetIsConfirmedAfterFailedReadsToo() {
        counter.read(100_000 * JOULE, 0);

        counter.read(5 * JOULE, SECOND);
        counter.miss();
        Meaning next = counter.read(85 * JOULE, 3 * SECOND);

        assertThat(next).isEqualTo(Meaning.RESET);
        assertThat(counter.energyMicrojoules()).isEqualTo(80 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void afterAResetTheCounterIsOrdinaryAgain() {
        counter.read(100_000 * JOULE, 0);
        counter.read(5 * JOULE, SECOND);
        counter.read(45 * JOULE, 2 * SECOND);

        Meaning step = counter.read(50 * JOULE, 3 * SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(45 * JOULE);
        assertThat(counter.corrections().recoveries()).isZero();
    }

    @Test
    void aMisreadBetweenAResetAndItsConfirmationLosesOnlyTheTimeUpToTheConfirmation() {
        counter.read(100_000 * JOULE, 0);
        counter.read(5 * JOULE, SECOND);
        counter.read(200_000 * JOULE, 2 * SECOND);

        Meaning first = counter.read(25 * JOULE, 3 * SECOND);
        Meaning second = counter.read(35 * JOULE, 4 * SECOND);

        assertThat(first).isEqualTo(Meaning.DOUBTFUL);
        assertThat(second).isEqualTo(Meaning.RESET);
        assertThat(counter.energyMicrojoules()).isEqualTo(10 * JOULE);
    }

    @Test
    void withoutARangeABackwardStepIsAReset() {
        EnergyCounter unbounded = EnergyCounter.unbounded(WATTS);
        unbounded.read(100 * JOULE, 0);

        Meaning back = unbounded.read(99 * JOULE, SECOND);
        Meaning next = unbounded.read(100 * JOULE, 2 * SECOND);

        assertThat(back).isEqualTo(Meaning.DOUBTFUL);
        assertThat(next).isEqualTo(Meaning.ADVANCED);
        assertThat(unbounded.energyMicrojoules()).isZero();
    }

    @Test
    void withoutARangeACounterThatRestartsIsResetOnce() {
        EnergyCounter unbounded = EnergyCounter.unbounded(WATTS);
        unbounded.read(100_000 * JOULE, 0);

        unbounded.read(2 * JOULE, SECOND);
        Meaning next = unbounded.read(4 * JOULE, 2 * SECOND);

        assertThat(next).isEqualTo(Meaning.RESET);
        assertThat(unbounded.energyMicrojoules()).isEqualTo(2 * JOULE);
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

    @Test
    void aValueAboveTheRangeIsDoubtful() {
        counter.read(INTEL - JOULE, 0);

        Meaning step = counter.read(INTEL + 1, SECOND);

        assertThat(step).isEqualTo(Meaning.DOUBTFUL);
        assertThat(counter.energyMicrojoules()).isZero();
    }

    @Test
    void theRangeItselfIsAValue() {
        counter.read(INTEL - JOULE, 0);

        Meaning step = counter.read(INTEL, SECOND);

        assertThat(step).isEqualTo(Meaning.ADVANCED);
        assertThat(counter.energyMicrojoules()).isEqualTo(JOULE);
    }

    @Test
    void aFirstReadingAboveTheRangeTakesNoEnergyAway() {
        counter.read(10 * INTEL, 0);

        counter.read(5 * JOULE, SECOND);
        counter.read(35 * JOULE, 2 * SECOND);

        assertThat(counter.energyMicrojoules()).isEqualTo(30 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 100, 500, 1_000, 2_000, 5_000, 10_000, 60_000})
    void aJumpForwardIsAGapAtEveryTickLength(long tickMillis) {
        long tick = tickMillis * 1_000_000;
        long usedInATick = 40 * JOULE * tickMillis / 1_000;
        long most = WATTS * JOULE * (tickMillis + 20) / 1_000;
        for (long jump : List.of(most + JOULE, most * 3 / 2, most * 2 - usedInATick, most * 5 / 2)) {
            EnergyCounter jumping = EnergyCounter.wrapping(INTEL, WATTS);
            long raw = INTEL - most;
            jumping.read(raw, 0);
            raw = (raw + jump) % (INTEL + 61);

            assertThat(jumping.read(raw, tick)).isEqualTo(Meaning.DOUBTFUL);
            assertThat(jumping.read(raw + usedInATick, 2 * tick)).isEqualTo(Meaning.RESET);

            assertThat(jumping.energyMicrojoules()).isEqualTo(usedInATick);
            assertThat(jumping.knownNanos()).isEqualTo(tick);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 100, 500, 1_000, 2_000, 5_000, 10_000, 60_000})
    void aTornReadingLosesNothingAtEveryTickLength(long tickMillis) {
        long tick = tickMillis * 1_000_000;
        long raw = 12_345 * JOULE;
        long used = WATTS * JOULE * tickMillis / 1_000;
        counter.read(raw, 0);

        assertThat(counter.read(12, tick)).isEqualTo(Meaning.DOUBTFUL);
        assertThat(counter.read(raw + used, 2 * tick)).isEqualTo(Meaning.ADVANCED);

        assertThat(counter.energyMicrojoules()).isEqualTo(used);
        assertThat(counter.knownNanos()).isEqualTo(2 * tick);
    }

    @Test
    void aJumpAfterWhichTheCounterStandsStillIsAGap() {
        counter.read(JOULE, 0);
        counter.read(2_301 * JOULE, SECOND);

        Meaning step = counter.read(2_301 * JOULE, 2 * SECOND);

        assertThat(step).isEqualTo(Meaning.RESET);
        assertThat(counter.energyMicrojoules()).isZero();
    }

    @Test
    void aMisreadAboveTheRangeBeforeAResetTakesNoEnergyAway() {
        counter.read(100_000 * JOULE, 0);
        counter.read(10 * INTEL, SECOND);

        counter.read(5 * JOULE, 2 * SECOND);
        counter.read(35 * JOULE, 3 * SECOND);

        assertThat(counter.energyMicrojoules()).isEqualTo(30 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }

    @Test
    void aMisreadAboveTheRangeAfterALongGapTakesNoEnergyAway() {
        long enoughForAWrap = INTEL / WATTS * 1_000 + SECOND;
        counter.read(0, 0);
        counter.read(10 * INTEL, enoughForAWrap);

        counter.read(5 * JOULE, enoughForAWrap + SECOND);
        counter.read(35 * JOULE, enoughForAWrap + 2 * SECOND);

        assertThat(counter.energyMicrojoules()).isEqualTo(30 * JOULE);
        assertThat(counter.knownNanos()).isEqualTo(SECOND);
    }

    @Test
    void twoHostsBehindOneCounterAreNeverAddedToEachOther() {
        // 32 readings, 1 s apart, of two counters of about 65 W each, 148 kJ apart: a Xen guest (Scaphandre issue 134).
        long[] readings = {
            194127997354L, 45766381128L, 45831036419L, 45895297790L, 194961270917L, 46025818025L, 195088717917L,
            195154518652L, 195217628171L, 195283094556L, 195347616974L, 46422262201L, 46488823065L, 46554152305L,
            195605807719L, 46686185292L, 195732606528L, 46819468154L, 195866360824L, 195930510501L, 195995971759L,
            47080028827L, 47148009244L, 47213175459L, 47280270685L, 47345139416L, 47409635711L, 196448336263L,
            196513124183L, 47604736713L, 196643367563L, 196707819058L
        };
        EnergyCounter xen = EnergyCounter.wrapping(INTEL, 1_500);

        for (int i = 0; i < readings.length; i++) {
            xen.read(readings[i], i * SECOND);
        }

        assertThat(xen.energyMicrojoules() * 1e3 / xen.knownNanos()).isBetween(60.0, 70.0);
        assertThat(xen.corrections().wraps()).isZero();
        assertThat(xen.corrections().doubtfulReads()).isPositive();
    }

    @Test
    void aCounterThatNeverStandsStillShowsNothingUntilItMoves() {
        EnergyCounter moving = EnergyCounter.wrapping(INTEL, WATTS).neverStill(true);
        moving.read(99 * JOULE, -SECOND);
        moving.read(100 * JOULE, 0);

        Meaning still = moving.read(100 * JOULE, SECOND);
        long knownWhileStill = moving.knownNanos();
        moving.read(160 * JOULE, 3 * SECOND);

        assertThat(still).isEqualTo(Meaning.STILL);
        assertThat(knownWhileStill).isEqualTo(SECOND);
        assertThat(moving.energyMicrojoules()).isEqualTo(61 * JOULE);
        assertThat(moving.knownNanos()).isEqualTo(4 * SECOND);
        assertThat(moving.corrections().recoveries()).isZero();
    }

    @Test
    void theFirstMoveOfACounterThatStoodStillFromTheStartIsOfAnUnknownTime() {
        EnergyCounter slow = EnergyCounter.wrapping(INTEL, WATTS).neverStill(true);
        slow.read(0, 0);
        slow.read(0, SECOND);

        Meaning first = slow.read(100 * JOULE, 2 * SECOND);
        slow.read(200 * JOULE, 7 * SECOND);

        assertThat(first).isEqualTo(Meaning.FIRST);
        assertThat(slow.energyMicrojoules()).isEqualTo(100 * JOULE);
        assertThat(slow.knownNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void theFirstMoveOfAPublishedCounterIsOfAnUnknownTime() {
        EnergyCounter published = EnergyCounter.unbounded(WATTS).neverStill(false);
        published.read(0, 0);

        assertThat(published.read(100 * JOULE, SECOND)).isEqualTo(Meaning.FIRST);
        assertThat(published.read(120 * JOULE, 2 * SECOND)).isEqualTo(Meaning.ADVANCED);
        assertThat(published.energyMicrojoules()).isEqualTo(20 * JOULE);
    }

    @Test
    void whatWasMeasuredAgainAndStandsStillHasUsedNothing() {
        EnergyCounter published = EnergyCounter.unbounded(WATTS).neverStill(false);
        published.read(100 * JOULE, 0, true);
        published.read(100 * JOULE, SECOND, true);

        assertThat(published.read(100 * JOULE, 2 * SECOND, true)).isEqualTo(Meaning.ADVANCED);
        assertThat(published.energyMicrojoules()).isZero();
        assertThat(published.knownNanos()).isEqualTo(SECOND);
    }

    @Test
    void whatWasNotMeasuredAgainShowsNothing() {
        EnergyCounter published = EnergyCounter.unbounded(WATTS).neverStill(false);
        published.read(100 * JOULE, 0, true);
        published.read(110 * JOULE, SECOND, true);

        assertThat(published.read(110 * JOULE, 2 * SECOND, false)).isEqualTo(Meaning.STILL);
        assertThat(published.settled()).isFalse();
        published.read(130 * JOULE, 3 * SECOND, true);

        assertThat(published.energyMicrojoules()).isEqualTo(20 * JOULE);
        assertThat(published.knownNanos()).isEqualTo(2 * SECOND);
    }
}
