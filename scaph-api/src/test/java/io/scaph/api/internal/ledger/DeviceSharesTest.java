package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.testing.Domains;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the energy of devices is divided by the times for which they worked. */
class DeviceSharesTest extends LedgerOfTwoGpus {
    @Test
    void byCapacityEachGetsItsPartOfTheTimeAndIdleTheRest() {
        pass(one, two);
        busy(1, 0.5);
        busy(2, 0.1);
        busy(2, 0.1);
        post(100);

        assertThat(joules(one)).isEqualTo(50);
        assertThat(joules(two)).isEqualTo(20);
        assertThat(idleJoules()).isEqualTo(30);
        assertThat(balance().devices().get(GPU))
                .isEqualTo(
                        new DeviceTotal(Domains.gpu(0), new Energy(100 * JOULE), new Energy(30 * JOULE), Energy.ZERO));
        assertThat(cpuIdleMicrojoules()).isZero();
    }

    @Test
    void aDeviceThatWorksForSeveralAtOnceIsSharedByTheirTimes() {
        pass(one, two);
        busy(1, 1);
        busy(2, 3);
        post(100);

        assertThat(joules(one)).isEqualTo(25);
        assertThat(joules(two)).isEqualTo(75);
        assertThat(idleJoules()).isZero();
    }

    @Test
    void activeGivesIdleTimeNothing() {
        open(AllocationPolicy.ACTIVE);

        pass(one, two);
        busy(1, 0.1);
        busy(2, 0.3);
        post(100);

        assertThat(joules(one)).isEqualTo(25);
        assertThat(joules(two)).isEqualTo(75);
    }

    @Test
    void whereItWorkedForNoProcessActiveGivesAllToIdle() {
        open(AllocationPolicy.ACTIVE);

        pass(one);
        post(100);

        assertThat(idleJoules()).isEqualTo(100);
    }

    @Test
    void baselineLearnsTheIdlePowerOfADeviceWhileItWorksForNoProcess() {
        open(AllocationPolicy.LEARNED_BASELINE);
        for (int i = 0; i < 6; i++) {
            // Less than idle power, by a device that works: from that nothing is learned.
            pass(one);
            busy(1, 1);
            post(5);
        }
        for (int i = 0; i < 5; i++) {
            pass(one);
            post(20);
        }

        pass(one, two);
        busy(1, 0.1);
        busy(2, 0.3);
        post(100);

        assertThat(joules(one)).isEqualTo(6 * 5 + 20);
        assertThat(joules(two)).isEqualTo(60);
        assertThat(idleJoules()).isEqualTo(5 * 20 + 20);
    }

    @Test
    void untilTheIdlePowerOfADeviceIsLearnedBaselineIsCapacity() {
        open(AllocationPolicy.LEARNED_BASELINE);

        pass(one);
        busy(1, 0.1);
        post(100);

        assertThat(joules(one)).isEqualTo(10);
        assertThat(idleJoules()).isEqualTo(90);
    }

    @Test
    void aBaselineThatIsGivenIsOfTheCpus() {
        open(AllocationPolicy.baseline(40));

        pass(one);
        busy(1, 1);
        post(100);

        assertThat(joules(one)).isEqualTo(100);
    }

    @Test
    void anotherDeviceIsAnotherAccount() {
        pass(one, two);
        device(GPU).use(1, SECOND);
        device(OTHER).use(2, SECOND);
        device(GPU).postpone(SECOND);
        device(OTHER).post(30 * JOULE, SECOND);
        pass(one, two);
        device(GPU).use(1, SECOND);
        device(OTHER).post(10 * JOULE, SECOND);
        post(100);

        assertThat(joules(one)).isEqualTo(100);
        assertThat(joules(two)).isEqualTo(30);
        assertThat(idleJoules()).isEqualTo(10);
    }

    @Test
    void aLineAContainerAndAUserAreSumsOverAllAccounts() {
        Container container = Container.of("abc", "docker", null);
        User user = User.of(1_000, null);
        ProcessInfo inside = ProcessInfo.of(7, Instant.EPOCH, "inside")
                .withContainer(container)
                .withUser(user);
        ledger().beginPass();
        ledger().machine(4);
        ledger().process(inside, SECOND, true);
        ledger().endPass();
        ledger().cpu().post(40 * JOULE, SECOND);
        busy(7, 1);
        device(OTHER).use(7, SECOND / 2);
        device(OTHER).post(20 * JOULE, SECOND);
        post(100);

        assertThat(line(inside))
                .contains(new ProcessTotal(
                        inside,
                        new Energy(120 * JOULE),
                        new Energy(0),
                        new Energy(110 * JOULE),
                        Duration.ofNanos(SECOND),
                        false));
        assertThat(balance().groups().containers().lines())
                .containsExactly(new GroupLine<>(container, new Energy(120 * JOULE), false, 1));
        assertThat(balance().groups().users().lines())
                .containsExactly(new GroupLine<>(user, new Energy(120 * JOULE), false, 1));
        assertThat(balance().idle().microjoules()).isEqualTo((30 + 10) * JOULE);
        assertThat(cpuIdleMicrojoules()).isEqualTo(30 * JOULE);
        assertThat(balance().devices())
                .extracting(DeviceTotal::energy)
                .containsExactly(Energy.ofJoules(100), Energy.ofJoules(20));
    }

    @Test
    void timesThatNoDeviceCanHaveBreakNothing() {
        pass(one, two);
        busy(1, 0.5);
        device(GPU).use(1, Long.MAX_VALUE);
        device(GPU).use(2, Long.MAX_VALUE);
        device(GPU).use(99, Long.MAX_VALUE);
        post(100);

        assertThat(unattributedJoules()).isEqualTo(100);
    }

    @Test
    void anAmountBeyondAllThatIsRealIsSharedOutToo() {
        long amount = 3 * Apportionment.MAX + 5;
        pass(one);
        busy(1, 0.5);
        device(GPU).post(amount, SECOND);
        publish();

        assertThat(line(one).orElseThrow().energy().microjoules()).isBetween(amount / 2 - 4, amount / 2 + 4);
        assertThat(line(one).orElseThrow().energy().microjoules()
                        + balance().idle().microjoules())
                .isEqualTo(amount);
    }
}
