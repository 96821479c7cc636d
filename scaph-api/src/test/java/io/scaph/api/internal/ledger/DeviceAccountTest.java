package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.testing.Domains;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How the energy of devices is divided, on a machine with 4 CPUs and 2 GPUs. The CPUs use nothing unless a test sets it. */
class DeviceAccountTest {
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;
    private static final int GPU = 0;
    private static final int OTHER = 1;

    private final ProcessInfo one = process(1);
    private final ProcessInfo two = process(2);
    private Ledger ledger = open(AllocationPolicy.CAPACITY);
    private Balance balance = ledger.publish(0, 0);
    private long sequence;
    private long seenByAll;

    private static Ledger open(AllocationPolicy policy) {
        Ledger opened =
                new Ledger(policy, List.of(Domains.gpu(0), Domains.gpu(1)), AllocationKey::of, OptionalDouble.empty());
        opened.beginPass();
        opened.machine(4);
        opened.endPass();
        opened.cpu().post(0, 0);
        return opened;
    }

    private Account device(int number) {
        return ledger.accounts().get(1 + number);
    }

    /** A pass over the processes that live. */
    private void pass(ProcessInfo... living) {
        ledger.beginPass();
        ledger.machine(4);
        for (ProcessInfo process : living) {
            ledger.process(process, 0, false);
        }
        ledger.endPass();
        ledger.cpu().post(0, SECOND);
    }

    private void busy(long pid, double seconds) {
        device(GPU).use(pid, Math.round(seconds * SECOND));
    }

    private void post(long joules) {
        device(GPU).post(joules * JOULE, SECOND);
        publish();
    }

    private void postpone() {
        device(GPU).postpone(SECOND);
        publish();
    }

    private void publish() {
        balance = ledger.publish(++sequence, seenByAll);
    }

    private Optional<ProcessEnergy> line(ProcessInfo process) {
        return balance.processes().stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .findFirst();
    }

    private long joules(ProcessInfo process) {
        ProcessEnergy line = line(process).orElseThrow();
        assertThat(line.devices().microjoules()).isEqualTo(line.energy().microjoules());
        return line.energy().microjoules() / JOULE;
    }

    private long idleJoules() {
        return balance.idle().microjoules() / JOULE;
    }

    /** The part of the idle energy that belongs to the CPUs. */
    private long cpuIdleMicrojoules() {
        long idle = balance.idle().microjoules();
        for (DeviceTotal device : balance.devices()) {
            idle -= device.idle().microjoules();
        }
        return idle;
    }

    private long unattributedJoules() {
        return balance.unattributed().microjoules() / JOULE;
    }

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
        assertThat(balance.devices().get(GPU))
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
        ledger = open(AllocationPolicy.ACTIVE);

        pass(one, two);
        busy(1, 0.1);
        busy(2, 0.3);
        post(100);

        assertThat(joules(one)).isEqualTo(25);
        assertThat(joules(two)).isEqualTo(75);
    }

    @Test
    void whereItWorkedForNoProcessActiveGivesAllToIdle() {
        ledger = open(AllocationPolicy.ACTIVE);

        pass(one);
        post(100);

        assertThat(idleJoules()).isEqualTo(100);
    }

    @Test
    void baselineLearnsTheIdlePowerOfADeviceWhileItWorksForNoProcess() {
        ledger = open(AllocationPolicy.LEARNED_BASELINE);
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
        ledger = open(AllocationPolicy.LEARNED_BASELINE);

        pass(one);
        busy(1, 0.1);
        post(100);

        assertThat(joules(one)).isEqualTo(10);
        assertThat(idleJoules()).isEqualTo(90);
    }

    @Test
    void aBaselineThatIsGivenIsOfTheCpus() {
        ledger = open(AllocationPolicy.baseline(40));

        pass(one);
        busy(1, 1);
        post(100);

        assertThat(joules(one)).isEqualTo(100);
    }

    @Test
    void whereItsUsersAreUnknownItsEnergyIsUnattributed() {
        pass(one);
        busy(1, 0.5);
        device(GPU).markUnknown();
        post(100);

        assertThat(joules(one)).isZero();
        assertThat(unattributedJoules()).isEqualTo(100);
        assertThat(balance.devices().get(GPU).unattributed().microjoules()).isEqualTo(100 * JOULE);
    }

    @Test
    void unknownUseIsOfOnePass() {
        pass(one);
        device(GPU).markUnknown();
        post(100);
        pass(one);
        busy(1, 1);
        post(100);

        assertThat(joules(one)).isEqualTo(100);
    }

    @Test
    void timeOfAPidWithoutALineIsUnattributed() {
        pass(one);
        busy(77, 0.5);
        busy(-1, 0.25);
        busy(1, 0.25);
        post(100);

        assertThat(unattributedJoules()).isEqualTo(75);
        assertThat(joules(one)).isEqualTo(25);
    }

    @Test
    void whoEndedInThisPassIsCharged() {
        pass(one);
        pass();
        busy(1, 0.5);
        post(100);

        assertThat(joules(one)).isEqualTo(50);
        assertThat(line(one).orElseThrow().isEnded()).isTrue();
    }

    @Test
    void whoEndedBeforeIsNotCharged() {
        pass(one);
        busy(1, 0.5);
        post(100);
        pass();
        post(0);
        pass();
        busy(1, 0.5);
        post(100);

        assertThat(joules(one)).isEqualTo(50);
        assertThat(unattributedJoules()).isEqualTo(50);
    }

    @Test
    void aPidThatWentFromOneToAnotherInThisPassIsOfNeither() {
        ProcessInfo again = process(1, 77, "again");
        pass(one);
        pass(again);
        busy(1, 0.5);
        post(100);

        assertThat(line(again).orElseThrow().energy().microjoules()).isZero();
        assertThat(unattributedJoules()).isEqualTo(50);
    }

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
        ledger.beginPass();
        ledger.machine(4);
        ledger.process(inside, SECOND, true);
        ledger.endPass();
        ledger.cpu().post(40 * JOULE, SECOND);
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
        assertThat(balance.groups().containers().lines())
                .containsExactly(new GroupLine<>(container, new Energy(120 * JOULE), false, 1));
        assertThat(balance.groups().users().lines())
                .containsExactly(new GroupLine<>(user, new Energy(120 * JOULE), false, 1));
        assertThat(balance.idle().microjoules()).isEqualTo((30 + 10) * JOULE);
        assertThat(cpuIdleMicrojoules()).isEqualTo(30 * JOULE);
        assertThat(balance.devices())
                .extracting(DeviceTotal::energy)
                .containsExactly(Energy.ofJoules(100), Energy.ofJoules(20));
    }

    @Test
    void theLineOfAnEndedProcessWaitsForItsEnergyButNotForLong() {
        seenByAll = Long.MAX_VALUE;
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
        assertThat(balance.ended().microjoules()).isEqualTo(100 * JOULE);
        assertThat(joules(two)).isEqualTo(100);
        assertThat(idleJoules()).isEqualTo(1_000);
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
                        + balance.idle().microjoules())
                .isEqualTo(amount);
    }

    @Test
    void manyProcessesAreDistinguishedByTheirPids() {
        ProcessInfo[] many = new ProcessInfo[500];
        for (int i = 0; i < many.length; i++) {
            many[i] = process(1 + i * 4_194_304L);
        }
        pass(many);
        for (int i = 0; i < many.length; i++) {
            device(GPU).use(1 + i * 4_194_304L, (1 + i) * 1_000L);
        }
        device(GPU).post(500L * 501 / 2 * JOULE, 0);
        publish();

        for (int i = 0; i < many.length; i++) {
            assertThat(joules(many[i])).isEqualTo(1 + i);
        }
    }
}
