package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a device's energy is divided when it is read only after several intervals. */
class DeviceGapTest extends LedgerOfTwoGpus {
    @Test
    void aReusedPidInheritsNothingThatStillWaits() {
        ProcessInfo again = process(1, 77, "again");
        pass(one);
        busy(1, 1);
        postpone();
        pass();
        postpone();
        pass(again);
        busy(1, 1);
        post(300);

        assertThat(joules(one)).isEqualTo(100);
        assertThat(joules(again)).isEqualTo(100);
        assertThat(idleJoules()).isEqualTo(100);
    }

    @Test
    void theEnergyOfAGapIsSharedByTheTimesOfTheGap() {
        pass(one, two);
        busy(1, 0.5);
        postpone();
        pass(one, two);
        busy(2, 0.25);
        post(200);

        assertThat(joules(one)).isEqualTo(50);
        assertThat(joules(two)).isEqualTo(25);
        assertThat(idleJoules()).isEqualTo(125);
    }

    @Test
    void theCapacityOfAGapIsTheSumOfItsIntervals() {
        pass(one);
        busy(1, 3);
        postpone();
        pass(one);
        post(80);

        assertThat(joules(one)).isEqualTo(60);
        assertThat(idleJoules()).isEqualTo(20);
    }

    @Test
    void oneIntervalOfUnknownUseMakesAllOfAGapUnattributed() {
        pass(one);
        device(GPU).markUnknown();
        postpone();
        pass(one);
        busy(1, 1);
        post(100);

        assertThat(joules(one)).isZero();
        assertThat(unattributedJoules()).isEqualTo(100);
    }

    @Test
    void timesThatAreDroppedTakeNothingOfLaterEnergy() {
        pass(one, two);
        busy(1, 1);
        device(GPU).drop();
        pass(one, two);
        busy(2, 1);
        post(100);

        assertThat(joules(one)).isZero();
        assertThat(joules(two)).isEqualTo(100);
    }

    @Test
    void theLineOfAnEndedProcessWaitsForItsEnergyButNotForLong() {
        readersHaveSeen(Long.MAX_VALUE);
        pass(one, two);
        busy(1, 1);
        postpone();
        for (int i = 0; i < 8; i++) {
            pass(two);
            postpone();
        }
        Optional<ProcessEnergy> waiting = line(one);

        for (int i = 0; i < 2; i++) {
            pass(two);
            postpone();
        }
        Optional<ProcessEnergy> gone = line(one);
        pass(two);
        busy(2, 1);
        post(1_200);

        assertThat(waiting).isPresent();
        assertThat(gone).isEmpty();
        assertThat(balance().ended().microjoules()).isEqualTo(100 * JOULE);
        assertThat(joules(two)).isEqualTo(100);
        assertThat(idleJoules()).isEqualTo(1_000);
    }
}
