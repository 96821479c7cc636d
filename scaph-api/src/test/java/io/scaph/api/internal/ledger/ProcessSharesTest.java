package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.snapshot.AllocationPolicy;
import org.junit.jupiter.api.Test;

/** How the energy of a pass is divided by the CPU times that it read. */
class ProcessSharesTest extends LedgerOfFourCpus {
    @Test
    void aProcessGetsItsPartOfTheCapacity() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_002 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(energy(one)).isEqualTo(2 * JOULE);
        assertThat(balance().idle().microjoules()).isEqualTo(4 * JOULE);
        assertThat(balance().unattributed().microjoules()).isEqualTo(2 * JOULE);
    }

    @Test
    void whereIdleTimeIsUnknownWhatNoProcessUsedIsIdle() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(balance().idle().microjoules()).isEqualTo(6 * JOULE);
        assertThat(balance().unattributed().microjoules()).isZero();
    }

    @Test
    void cpuTimeFromBeforeTheFirstPassGetsNoEnergy() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 100 * SECOND, false);
        });

        assertThat(energy(one)).isZero();
    }

    @Test
    void aProcessThatStartedSinceTheLastPassGetsAllItsTime() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 100 * SECOND, false);
            ledger.process(two, SECOND, true);
        });

        assertThat(energy(two)).isEqualTo(2 * JOULE);
    }

    @Test
    void anOldProcessThatIsFirstSeenBeginsAtItsPresentTime() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 100 * SECOND, false);
            ledger.process(two, 3 * SECOND, false);
        });
        long atFirst = energy(two);

        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 100 * SECOND, false);
            ledger.process(two, 4 * SECOND, false);
        });

        assertThat(atFirst).isZero();
        assertThat(energy(two)).isEqualTo(2 * JOULE);
    }

    @Test
    void inTheVeryFirstPassNoProcessIsNew() {
        Ledger fresh = new Ledger(AllocationPolicy.CAPACITY);
        fresh.beginPass();
        fresh.machine(1);
        fresh.process(one, SECOND, true);
        fresh.endPass();
        fresh.cpu().post(0, 0);

        fresh.beginPass();
        fresh.machine(1);
        fresh.process(one, SECOND, false);
        fresh.endPass();
        fresh.cpu().post(JOULE, SECOND);

        Balance published = fresh.publish(0, NO_READER);
        assertThat(published.processes())
                .singleElement()
                .extracting(one -> one.energy().microjoules())
                .isEqualTo(0L);
        assertThat(published.idle().microjoules()).isEqualTo(JOULE);
    }

    @Test
    void cpuTimesAboveTheCapacityShareTheEnergyAmongThemselves() {
        pass(6 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_001 * SECOND, 0, 0);
            ledger.process(one, 104 * SECOND, false);
            ledger.process(two, 2 * SECOND, true);
        });

        assertThat(energy(one)).isEqualTo(4 * JOULE);
        assertThat(energy(two)).isEqualTo(2 * JOULE);
        assertThat(balance().idle().microjoules()).isZero();
        assertThat(balance().unattributed().microjoules()).isZero();
    }

    @Test
    void idleTimeNeverTakesWhatAProcessUsed() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_004 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(energy(one)).isEqualTo(JOULE);
        assertThat(balance().idle().microjoules()).isEqualTo(3 * JOULE);
    }

    @Test
    void aCpuClockThatWentBackIsNoTimeAndIsNotCountedTwice() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 99 * SECOND, false);
        });
        long whileBack = energy(one);

        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(whileBack).isZero();
        assertThat(energy(one)).isEqualTo(JOULE);
    }

    @Test
    void anIdleClockThatWentBackIsNoIdleTime() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4, 900 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(balance().idle().microjoules()).isZero();
        assertThat(balance().unattributed().microjoules()).isEqualTo(3 * JOULE);
    }

    @Test
    void anAmountBeyondAllThatIsRealIsSharedOutToo() {
        long amount = 5 * Apportionment.MAX + 3;

        pass(amount, SECOND, () -> {
            ledger.machine(4, 1_002 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(energy(one)).isCloseTo(amount / 4, within(6L));
        assertThat(energy(one)
                        + balance().idle().microjoules()
                        + balance().unattributed().microjoules())
                .isEqualTo(amount);
    }

    @Test
    void cpuTimesThatNoMachineCanHaveBreakNothing() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4, Long.MAX_VALUE, 0, 0);
            ledger.process(one, Long.MAX_VALUE, false);
            ledger.process(two, Long.MAX_VALUE, true);
        });
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(Integer.MAX_VALUE, 0, 0, 0);
            ledger.process(one, Long.MIN_VALUE, false);
            ledger.process(two, -1, false);
        });

        assertThat(energy(one)
                        + energy(two)
                        + balance().idle().microjoules()
                        + balance().unattributed().microjoules())
                .isEqualTo(8 * JOULE);
        assertThat(lines()).allMatch(line -> line.energy().microjoules() >= 0);
        assertThat(balance().idle().microjoules()).isNotNegative();
        assertThat(balance().unattributed().microjoules()).isNotNegative();
    }
}
