package io.scaph.api.internal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.counter.EnergyCounter.Meaning;
import io.scaph.api.internal.snapshot.CorrectionCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a counter treats readings that no real power explains: resets, misreads, the counter of another host. */
class DoubtfulReadingTest {
    /** The range that the kernel shows of most Intel parts. */
    private static final long INTEL = 262_143_328_850L;

    private static final long WATTS = 1_500;
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;

    private final EnergyCounter counter = EnergyCounter.wrapping(INTEL, WATTS);

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
}
