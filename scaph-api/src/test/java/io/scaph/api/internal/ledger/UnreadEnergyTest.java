package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.AllocationPolicy;
import org.junit.jupiter.api.Test;

/** How CPU times wait for energy that is read later, and where energy goes when a pass fails. */
class UnreadEnergyTest extends LedgerOfFourCpus {
    @Test
    void energyWithoutTimeIsUnattributed() {
        pass(4 * JOULE, 0, () -> {
            ledger.machine(4);
            ledger.process(one, 100 * SECOND, false);
        });

        assertThat(balance().unattributed().microjoules()).isEqualTo(4 * JOULE);
    }

    @Test
    void postponedCpuTimesShareTheEnergyThatComesLater() {
        passWithoutEnergy(SECOND, () -> {
            ledger.machine(4, 1_002 * SECOND, 0, 0);
            ledger.process(one, 102 * SECOND, false);
        });
        long before = energy(one);

        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_006 * SECOND, 0, 0);
            ledger.process(one, 102 * SECOND, false);
        });

        assertThat(before).isZero();
        assertThat(energy(one)).isEqualTo(2 * JOULE);
        assertThat(balance().idle().microjoules()).isEqualTo(6 * JOULE);
    }

    @Test
    void aProcessThatEndedWhileEnergyWasUnknownGetsItsPartLater() {
        readersHaveSeen(0);
        passWithoutEnergy(SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 104 * SECOND, false);
        });
        passWithoutEnergy(SECOND, () -> ledger.machine(4));

        pass(12 * JOULE, SECOND, () -> ledger.machine(4));

        assertThat(line(one)).hasValueSatisfying(line -> {
            assertThat(line.energy().microjoules()).isEqualTo(4 * JOULE);
            assertThat(line.isEnded()).isTrue();
        });
    }

    @Test
    void theEnergyOfAFailedPassIsUnattributed() {
        failedPass(4 * JOULE, SECOND, () -> {});

        assertThat(energy(one)).isZero();
        assertThat(balance().unattributed().microjoules()).isEqualTo(4 * JOULE);
    }

    @Test
    void aFailedPassEndsNoProcess() {
        failedPass(4 * JOULE, SECOND, () -> ledger.machine(4));

        assertThat(line(one).orElseThrow().isEnded()).isFalse();
    }

    @Test
    void cpuTimeOfAFailedPassCountsInTheNext() {
        failedPass(4 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_001 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_002 * SECOND, 0, 0);
            ledger.process(one, 103 * SECOND, false);
        });

        assertThat(energy(one)).isEqualTo(3 * JOULE);
        assertThat(balance().idle().microjoules()).isEqualTo(2 * JOULE);
        assertThat(balance().unattributed().microjoules()).isEqualTo((4 + 3) * JOULE);
    }

    @Test
    void yearsWithoutEnergyBreakNothing() {
        for (int day = 0; day < 3_650; day++) {
            passWithoutEnergy(86_400 * SECOND, () -> {
                ledger.machine(1_024);
                ledger.process(one, 100 * SECOND, false);
            });
        }

        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(1_024);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(energy(one)).isZero();
        assertThat(energy(one)
                        + balance().idle().microjoules()
                        + balance().unattributed().microjoules())
                .isEqualTo(4 * JOULE);
    }

    /** The time of a failed pass has had its energy: it must not make the next interval look as if it had used half the power. */
    @Test
    void aFailedPassTeachesABaselineNothing() {
        Ledger learning = new Ledger(AllocationPolicy.LEARNED_BASELINE);
        long cpu = 0;
        for (int second = 0; second < 30; second++) {
            long used = cpu;
            learning.beginPass();
            if (second == 12) {
                learning.cpu().postUnread(40 * JOULE, SECOND);
            } else {
                learning.machine(4);
                learning.process(one, used, false);
                learning.endPass();
                learning.cpu().post(40 * JOULE, second == 0 ? 0 : SECOND);
            }
            learning.publish(second, NO_READER);
            cpu += SECOND / 2;
        }

        assertThat(learning.cpu().shared().idleWatts().orElseThrow()).isEqualTo(40);
    }
}
