package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the line of a process begins, stays and goes. */
class ProcessLinesTest extends LedgerOfFourCpus {
    @Test
    void aReusedPidIsANewProcess() {
        ProcessInfo again = process(1, 77, "again");
        readersHaveSeen(0);
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
    void anEndedProcessKeepsItsLineUntilItsFinalSnapshotWasSeen() {
        readersHaveSeen(0);
        pass(4 * JOULE, SECOND, () -> {
            ledger.machine(4);
            ledger.process(one, 101 * SECOND, false);
        });
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));
        long finalSequence = lastSequence();
        readersHaveSeen(finalSequence - 1);
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));
        Optional<ProcessEnergy> unseen = line(one);
        long foldedBefore = balance().ended().microjoules();

        readersHaveSeen(finalSequence);
        pass(4 * JOULE, SECOND, () -> ledger.machine(4));

        assertThat(unseen).hasValueSatisfying(line -> {
            assertThat(line.energy().microjoules()).isEqualTo(JOULE);
            assertThat(line.isEnded()).isTrue();
        });
        assertThat(foldedBefore).isZero();
        assertThat(line(one)).isEmpty();
        assertThat(balance().ended().microjoules()).isEqualTo(JOULE);
    }

    @Test
    void anEndedProcessWithoutEnergyLeavesAtOnce() {
        readersHaveSeen(0);

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

        assertThat(lines()).isEmpty();
        assertThat(balance().ended().microjoules()).isEqualTo(JOULE);
    }

    @Test
    void aProcessThatWasOverlookedOnceHasOneLineAndLosesNothing() {
        readersHaveSeen(0);
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
        readersHaveSeen(0);
        int started = 16_000;
        pass(started * JOULE, SECOND, () -> {
            ledger.machine(4, 1_000 * SECOND, 0, 0);
            for (int pid = 10; pid < 10 + started; pid++) {
                ledger.process(process(pid), 4 * SECOND / started, true);
            }
        });

        pass(0, SECOND, () -> ledger.machine(4));

        assertThat(lines()).hasSize(10_000);
        long total =
                lines().stream().mapToLong(one -> one.energy().microjoules()).sum();
        assertThat(total
                        + balance().ended().microjoules()
                        + balance().unattributed().microjoules())
                .isEqualTo(started * JOULE);
        assertThat(balance().ended().microjoules()).isEqualTo(6_000 * JOULE);
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

        assertThat(balance().ended().microjoules()).isPositive();
        assertThat(lines().stream().mapToLong(one -> one.energy().microjoules()).sum()
                        + balance().ended().microjoules()
                        + balance().idle().microjoules()
                        + balance().unattributed().microjoules())
                .isEqualTo(40 * JOULE);
    }
}
