package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;
    private static final long NO_READER = Long.MAX_VALUE;

    private final Ledger ledger = new Ledger(AllocationPolicy.CAPACITY);
    private final ProcessInfo one = process(1);
    private final ProcessInfo two = process(2);
    private long sequence;
    private long seenByAll = NO_READER;
    private List<ProcessEnergy> lines = List.of();
    private Balance balance = ledger.publish(0, NO_READER);

    /** A machine of 4 CPUs on which process 1 has used 100 s before. */
    @BeforeEach
    void baseline() {
        pass(0, 0, () -> {
            ledger.machine(4, 1_000 * SECOND, 0, 0);
            ledger.process(one, 100 * SECOND, false);
        });
    }

    private void pass(long energy, long nanos, Runnable readings) {
        ledger.beginPass();
        readings.run();
        ledger.endPass();
        ledger.cpu().post(energy, nanos);
        publish();
    }

    private void passWithoutEnergy(long nanos, Runnable readings) {
        ledger.beginPass();
        readings.run();
        ledger.endPass();
        ledger.cpu().postpone(nanos);
        publish();
    }

    private void failedPass(long energy, long nanos, Runnable readings) {
        ledger.beginPass();
        readings.run();
        ledger.cpu().postUnread(energy, nanos);
        publish();
    }

    private void publish() {
        balance = ledger.publish(sequence++, seenByAll);
        lines = balance.processes();
    }

    private long energy(ProcessInfo process) {
        return line(process).map(one -> one.energy().microjoules()).orElseThrow();
    }

    private Optional<ProcessEnergy> line(ProcessInfo process) {
        return lines.stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .reduce((first, second) -> {
                    throw new AssertionError("two lines of one process: " + first + ", " + second);
                });
    }

    @Test
    void aProcessGetsItsPartOfTheCapacity() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_002 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(energy(one)).isEqualTo(2 * JOULE);
        assertThat(balance.idle().microjoules()).isEqualTo(4 * JOULE);
        assertThat(balance.unattributed().microjoules()).isEqualTo(2 * JOULE);
    }

    @Test
    void whereIdleTimeIsUnknownWhatNoProcessUsedIsIdle() {
        pass(8 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(balance.idle().microjoules()).isEqualTo(6 * JOULE);
        assertThat(balance.unattributed().microjoules()).isZero();
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
    void aReusedPidIsANewProcess() {
        ProcessInfo again = process(1, 77, "again");
        seenByAll = 0;
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(again, 2 * SECOND, true);
        });

        assertThat(energy(one)).isEqualTo(JOULE);
        assertThat(line(one).orElseThrow().isEnded()).isTrue();
        assertThat(energy(again)).isEqualTo(2 * JOULE);
        assertThat(line(again).orElseThrow().isEnded()).isFalse();
    }

    @Test
    void aNewNameKeepsTheLine() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(process(1, 0, "after exec"), 102 * SECOND, false);
        });

        assertThat(energy(one)).isEqualTo(2 * JOULE);
        assertThat(line(one).orElseThrow().process().name()).isEqualTo("after exec");
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
        assertThat(balance.idle().microjoules()).isZero();
        assertThat(balance.unattributed().microjoules()).isZero();
    }

    @Test
    void idleTimeNeverTakesWhatAProcessUsed() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4, 1_004 * SECOND, 0, 0);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(energy(one)).isEqualTo(JOULE);
        assertThat(balance.idle().microjoules()).isEqualTo(3 * JOULE);
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

        assertThat(balance.idle().microjoules()).isZero();
        assertThat(balance.unattributed().microjoules()).isEqualTo(3 * JOULE);
    }

    @Test
    void energyWithoutTimeIsUnattributed() {
        pass(4 * JOULE, 0, () -> {
            ledger.machine(4);
            ledger.process(one, 100 * SECOND, false);
        });

        assertThat(balance.unattributed().microjoules()).isEqualTo(4 * JOULE);
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
        assertThat(balance.idle().microjoules()).isEqualTo(6 * JOULE);
    }

    @Test
    void aProcessThatEndedWhileEnergyWasUnknownGetsItsPartLater() {
        seenByAll = 0;
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
        assertThat(balance.unattributed().microjoules()).isEqualTo(4 * JOULE);
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
        assertThat(balance.idle().microjoules()).isEqualTo(2 * JOULE);
        assertThat(balance.unattributed().microjoules()).isEqualTo((4 + 3) * JOULE);
    }

    @Test
    void anEndedProcessKeepsItsLineUntilItsFinalSnapshotWasSeen() {
        seenByAll = 0;
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));
        long finalSequence = sequence - 1;
        seenByAll = finalSequence - 1;
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));
        Optional<ProcessEnergy> unseen = line(one);
        long foldedBefore = balance.ended().microjoules();

        seenByAll = finalSequence;
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));

        assertThat(unseen).hasValueSatisfying(line -> {
            assertThat(line.energy().microjoules()).isEqualTo(JOULE);
            assertThat(line.isEnded()).isTrue();
        });
        assertThat(foldedBefore).isZero();
        assertThat(line(one)).isEmpty();
        assertThat(balance.ended().microjoules()).isEqualTo(JOULE);
    }

    @Test
    void anEndedProcessWithoutEnergyLeavesAtOnce() {
        seenByAll = 0;

        pass(4 * JOULE, SECOND, () -> ledger.machine(4));

        assertThat(line(one)).isEmpty();
    }

    @Test
    void withoutReadersEndedLinesGoAtOnce() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        pass(4 * JOULE, SECOND, () -> ledger.machine(4));

        assertThat(lines).isEmpty();
        assertThat(balance.ended().microjoules()).isEqualTo(JOULE);
    }

    @Test
    void aProcessThatWasOverlookedOnceHasOneLineAndLosesNothing() {
        seenByAll = 0;
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));

        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 102 * SECOND, false);
        });

        assertThat(line(one)).hasValueSatisfying(line -> {
            assertThat(line.energy().microjoules()).isEqualTo(2 * JOULE);
            assertThat(line.isEnded()).isFalse();
        });
    }

    @Test
    void linesOfEndedProcessesAreBoundedAndTheirEnergyIsKept() {
        seenByAll = 0;
        int started = 16_000;
        pass(started * JOULE, SECOND, () -> {
            ledger.machine(4, 1_000 * SECOND, 0, 0);
            for (int pid = 10; pid < 10 + started; pid++) {
                ledger.process(process(pid), 4 * SECOND / started, true);
            }
        });

        pass(0, SECOND, () -> ledger.machine(4));

        assertThat(lines).hasSize(10_000);
        long total = lines.stream().mapToLong(one -> one.energy().microjoules()).sum();
        assertThat(total
                        + balance.ended().microjoules()
                        + balance.unattributed().microjoules())
                .isEqualTo(started * JOULE);
        assertThat(balance.ended().microjoules()).isEqualTo(6_000 * JOULE);
    }

    @Test
    void theEnergyOfALineThatGoesBeforeItIsKnownIsThatOfEndedProcesses() {
        passWithoutEnergy(SECOND, () -> {
            ledger.machine(4, 1_000 * SECOND, 0, 0);
            for (int i = 0; i < 10_001; i++) {
                ledger.ended(process(1_000 + i), SECOND / 10_000, true);
            }
        });
        pass(40 * JOULE, SECOND, () -> ledger.machine(4, 1_002 * SECOND, 0, 0));

        assertThat(balance.ended().microjoules()).isPositive();
        assertThat(lines.stream().mapToLong(one -> one.energy().microjoules()).sum()
                        + balance.ended().microjoules()
                        + balance.idle().microjoules()
                        + balance.unattributed().microjoules())
                .isEqualTo(40 * JOULE);
    }

    @Test
    void anUnchangedLineIsTheSameObject() {
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });
        ProcessEnergy before = line(one).orElseThrow();

        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });

        assertThat(line(one).orElseThrow()).isSameAs(before);
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
                        + balance.idle().microjoules()
                        + balance.unattributed().microjoules())
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
                        + balance.idle().microjoules()
                        + balance.unattributed().microjoules())
                .isEqualTo(8 * JOULE);
        assertThat(lines).allMatch(line -> line.energy().microjoules() >= 0);
        assertThat(balance.idle().microjoules()).isNotNegative();
        assertThat(balance.unattributed().microjoules()).isNotNegative();
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
                        + balance.idle().microjoules()
                        + balance.unattributed().microjoules())
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
