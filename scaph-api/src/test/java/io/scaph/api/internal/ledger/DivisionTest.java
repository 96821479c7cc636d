package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.workload.ProcessInfo;
import org.junit.jupiter.api.Test;

/** How capacity and energy are divided: by policy, and among those that no CPU clock shows. */
class DivisionTest extends LedgerThatAddsUp {
    private final ProcessInfo one = process(1);
    private final ProcessInfo two = process(2);

    @Test
    void activeGivesIdleTimeNothing() {
        open(AllocationPolicy.ACTIVE);

        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, SECOND, 0);
            visitor.process(one, SECOND / 2, true);
        });

        // Busy were 4 - 2 idle - 1 stolen.
        assertThat(line(one).energy().microjoules()).isEqualTo(4 * JOULE);
        assertThat(balance().unattributed().microjoules()).isEqualTo(4 * JOULE);
        assertThat(balance().idle().microjoules()).isZero();
        assertThat(balance().stolen().microjoules()).isZero();
    }

    @Test
    void whereNoProcessWorkedActiveGivesAllToIdle() {
        open(AllocationPolicy.ACTIVE);

        pass(8, visitor -> visitor.machine(4, 4 * SECOND, 0, 0));

        assertThat(balance().idle().microjoules()).isEqualTo(8 * JOULE);
    }

    @Test
    void aGivenBaselineGoesToIdleAndTheRestIsShared() {
        open(AllocationPolicy.baseline(5));

        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, 0);
            visitor.process(one, SECOND, true);
            visitor.process(two, SECOND, true);
        });
        pass(4, visitor -> {
            visitor.machine(4, 4 * SECOND, 0, 0);
            visitor.process(one, 3 * SECOND, true);
            visitor.process(two, SECOND, true);
        });

        assertThat(balance().idle().microjoules()).isEqualTo((5 + 4) * JOULE);
        assertThat(line(one).energy().microjoules()).isEqualTo(3 * JOULE / 2);
        assertThat(line(two).energy().microjoules()).isEqualTo(3 * JOULE / 2);
    }

    @Test
    void aLearnedBaselineIsTheLowestAverageOverFiveSeconds() {
        open(AllocationPolicy.LEARNED_BASELINE);
        // 10 s idle at 2 W, which capacity and the baseline both give to idle.
        for (int i = 1; i <= 10; i++) {
            long idle = 4L * i * SECOND;
            pass(2, visitor -> visitor.machine(4, idle, 0, 0));
        }
        assertThat(balance().idle().microjoules()).isEqualTo(20 * JOULE);

        pass(12, visitor -> {
            visitor.machine(4, 42 * SECOND, 0, 0);
            visitor.process(one, 2 * SECOND, true);
        });

        assertThat(balance().idle().microjoules()).isEqualTo(22 * JOULE);
        assertThat(line(one).energy().microjoules()).isEqualTo(10 * JOULE);
    }

    @Test
    void childrenThatEndedUnseenAreChargedToWhatRanThem() {
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, 0);
            visitor.process(one, SECOND / 2, true);
            visitor.endedChildren(one, SECOND);
        });

        assertThat(line(one).energy().microjoules()).isEqualTo(3 * JOULE);
        assertThat(line(one).endedChildren().microjoules()).isEqualTo(2 * JOULE);
        assertThat(line(one).cpuTime().toNanos()).isEqualTo(3 * SECOND / 2);
        assertThat(balance().unattributed().microjoules()).isEqualTo(JOULE);
    }

    @Test
    void childrenGetNoMoreThanTheTimeThatNothingElseExplains() {
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, 0);
            visitor.process(one, SECOND, true);
            visitor.process(two, 0, true);
            // Of an hour that ended long ago, say; there is one second, and the steps of the idle times.
            visitor.endedChildren(one, 1_000 * SECOND);
            visitor.endedChildren(two, 3_000 * SECOND);
        });

        long children = line(one).endedChildren().microjoules()
                + line(two).endedChildren().microjoules();
        assertThat(children).isBetween(2 * JOULE, 2 * JOULE + 80_000);
        assertThat(line(two).endedChildren().microjoules()).isEqualTo(children * 3 / 4);
        assertThat(line(one).energy().microjoules()).isGreaterThanOrEqualTo(2 * JOULE);
    }

    @Test
    void aProcessThatCameAndWentHasALineOfItsOwn() {
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, 0);
            visitor.ended(one, SECOND, true);
        });

        assertThat(line(one).energy().microjoules()).isEqualTo(2 * JOULE);
        assertThat(line(one).isEnded()).isTrue();
    }

    @Test
    void aProcessWhoseEndIsReportedGetsItsLastMoments() {
        pass(8, visitor -> {
            visitor.machine(4, 3 * SECOND, 0, 0);
            visitor.process(one, SECOND, true);
        });
        pass(8, visitor -> {
            visitor.machine(4, 6 * SECOND, 0, 0);
            visitor.ended(one, 2 * SECOND, false);
        });

        assertThat(line(one).energy().microjoules()).isEqualTo(4 * JOULE);
        assertThat(line(one).isEnded()).isTrue();
    }

    @Test
    void interruptsAndStolenTimeAreTheKnownPartOfTheUnattributed() {
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, SECOND / 2, SECOND / 4);
            visitor.process(one, SECOND, true);
        });

        assertThat(balance().stolen().microjoules()).isEqualTo(JOULE);
        assertThat(balance().interrupts().microjoules()).isEqualTo(JOULE / 2);
        assertThat(balance().unattributed().microjoules()).isEqualTo(2 * JOULE);
    }

    @Test
    void timeThatProcessesUsedIsNoInterruptAsWell() {
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, SECOND);
            visitor.process(one, 2 * SECOND, true);
        });

        assertThat(line(one).energy().microjoules()).isEqualTo(4 * JOULE);
        assertThat(balance().interrupts().microjoules()).isZero();
    }
}
