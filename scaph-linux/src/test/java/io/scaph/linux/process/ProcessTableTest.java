package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.process.ProcessTable.ProcessEntry;
import io.scaph.linux.procfs.ProcessExit;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which processes are new, which have ended, and who is charged for their time. */
class ProcessTableTest extends ObservedTable {
    @Test
    void timeOfProcessesThatWereThereBeforeIsNotNew() {
        assertThat(living(SHELL).isNew()).isFalse();
        assertThat(living(SHELL).cpuNanos()).isEqualTo(SECOND);
    }

    @Test
    void aProcessIsNewInThePassAfterItsStartOnly() {
        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        see(CHILD, 20 * MILLI, stat(SHELL, 0, justNow()));
        apply();
        assertThat(living(CHILD).isNew()).isTrue();

        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        see(CHILD, 30 * MILLI);
        apply();
        assertThat(living(CHILD).isNew()).isFalse();
        assertThat(living(CHILD).cpuNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void aProcessWithoutARowHasEnded() {
        begin();
        see(INIT, 0);
        apply();

        assertThat(table.living().find(SHELL)).isNull();
        assertThat(table.ended()).extracting(ProcessEntry::pid).containsExactly(SHELL);
        assertThat(table.ended().get(0).isExitKnown()).isFalse();
    }

    @Test
    void aRowThatWasRemovedHasEnded() {
        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        seen.removeGone(1);
        apply();

        assertThat(table.living().find(SHELL)).isNull();
    }

    @Test
    void aPidWithAnotherStartTimeIsAnotherProcess() {
        begin();
        see(INIT, 0);
        see(SHELL, 3 * MILLI, stat(INIT, 0, justNow()));
        apply();

        assertThat(living(SHELL).isNew()).isTrue();
        assertThat(living(SHELL).cpuNanos()).isEqualTo(3 * MILLI);
        assertThat(table.ended()).extracting(ProcessEntry::cpuNanos).containsExactly(SECOND);
    }

    @Test
    void theTimeOfAProcessNeverFalls() {
        begin();
        see(INIT, 0);
        see(SHELL, SECOND - MILLI, stat(INIT, 0, 500));
        apply();

        assertThat(living(SHELL).cpuNanos()).isEqualTo(SECOND);
    }

    @Test
    void statIsNeededOfANewProcessAClockThatMovedAndAnOrphan() {
        assertThat(table.needsStat(SHELL, SECOND)).isFalse();
        assertThat(table.needsStat(CHILD, 0)).isTrue();
        assertThat(table.needsStat(SHELL, SECOND + 1)).isTrue();

        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        see(CHILD, 0, stat(SHELL, 0, justNow()));
        apply();
        assertThat(table.needsStat(CHILD, 0)).isFalse();
        begin();
        see(INIT, 0);
        see(CHILD, 0);
        apply();

        assertThat(table.needsStat(CHILD, 0)).isTrue();
    }

    @Test
    void theTimeOfChildrenThatEndedUnseenIsTheirParents() {
        begin();
        see(INIT, 0);
        see(SHELL, SECOND + MILLI, stat(INIT, 70 * MILLI, 500));
        apply();
        assertThat(living(SHELL).unreportedNanos()).isEqualTo(70 * MILLI);

        begin();
        see(INIT, 0);
        see(SHELL, SECOND + MILLI);
        apply();
        assertThat(living(SHELL).unreportedNanos()).isZero();
    }

    @Test
    void theTimeOfAChildThatWasSeenIsNotItsParentsAsWell() {
        childThatWorked();
        begin();
        see(INIT, 0);
        see(SHELL, SECOND + MILLI, stat(INIT, 500 * MILLI, 500));
        apply();

        assertThat(living(SHELL).unreportedNanos()).isEqualTo(100 * MILLI);
    }

    private void childThatWorked() {
        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        see(CHILD, 400 * MILLI, stat(SHELL, 0, justNow()));
        apply();
    }

    @Test
    void aParentThatIsReadTooEarlyPaysInTheNextPass() {
        childThatWorked();
        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        apply();
        assertThat(table.held()).isEqualTo(3);
        begin();
        see(INIT, 0);
        see(SHELL, SECOND + MILLI, stat(INIT, 400 * MILLI, 500));
        apply();

        assertThat(living(SHELL).unreportedNanos()).isZero();
        assertThat(table.held()).isEqualTo(2);
    }

    @Test
    void anOrphanIsPaidForByTheFirstProcess() {
        childThatWorked();
        begin();
        see(INIT, MILLI, stat(0, 1_410 * MILLI, 1));
        apply();

        assertThat(living(INIT).unreportedNanos()).isEqualTo(10 * MILLI);
    }

    @Test
    void aProcessThatMayHaveEndedMeanwhileIsFoundByItsTime() {
        childThatWorked();
        begin();
        see(INIT, 0);
        see(SHELL, SECOND + MILLI, stat(INIT, 410 * MILLI, 500));
        see(CHILD, 400 * MILLI);

        assertThat(table.takeGrowth(seen)).isTrue();
        assertThat(table.mayHaveEnded(seen, 0)).isFalse();
        assertThat(table.mayHaveEnded(seen, 1)).isFalse();
        assertThat(table.mayHaveEnded(seen, 2)).isTrue();
    }

    @Test
    void aProcessOfAnotherParentHasNotEndedMeanwhile() {
        int otherShell = SHELL + 1;
        int otherChild = CHILD + 1;
        childThatWorked();
        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        see(otherShell, SECOND, stat(INIT, 0, 500));
        see(CHILD, 400 * MILLI);
        see(otherChild, 400 * MILLI, stat(otherShell, 0, 500));
        apply();
        begin();
        see(SHELL, SECOND + MILLI, stat(INIT, 410 * MILLI, 500));
        see(CHILD, 400 * MILLI);
        see(otherChild, 400 * MILLI);

        assertThat(table.takeGrowth(seen)).isTrue();
        assertThat(table.mayHaveEnded(seen, 1)).isTrue();
        assertThat(table.mayHaveEnded(seen, 2)).isFalse();
    }

    @Test
    void aProcessMayHaveEndedAfterItsParentAndBeforeItsGrandparentWasRead() {
        int grandchild = CHILD + 1;
        begin();
        see(INIT, 0);
        see(SHELL, SECOND);
        see(CHILD, 5 * MILLI, stat(SHELL, 0, 500));
        see(grandchild, 400 * MILLI, stat(CHILD, 0, 500));
        apply();
        begin();
        see(SHELL, SECOND + MILLI, stat(INIT, 405 * MILLI, 500));
        see(CHILD, 5 * MILLI);
        see(grandchild, 400 * MILLI);

        assertThat(table.takeGrowth(seen)).isTrue();
        assertThat(table.mayHaveEnded(seen, 2)).isTrue();
    }

    @Test
    void anExitOfAKnownProcessCompletesItsTime() {
        begin();
        seen.exits().add(new ProcessExit(SHELL, INIT, 0, "name", 5, SECOND + 7 * MILLI));
        see(INIT, 0);
        apply();

        assertThat(table.ended()).singleElement().satisfies(entry -> {
            assertThat(entry.isExitKnown()).isTrue();
            assertThat(entry.cpuNanos()).isEqualTo(SECOND + 7 * MILLI);
        });
        assertThat(seen.exits()).isEmpty();
    }

    @Test
    void aProcessThatIsInNoListButInAnExitEndedUnseen() {
        begin();
        seen.exits().add(new ProcessExit(CHILD, SHELL, 0, "cc", 5, 30 * MILLI));
        seen.beginList();
        see(INIT, 0);
        see(SHELL, SECOND + MILLI, stat(INIT, 30 * MILLI, 500));
        apply();

        ProcessEntry unseen = table.ended().get(0);
        assertThat(unseen.isNew()).isTrue();
        assertThat(unseen.cpuNanos()).isEqualTo(30 * MILLI);
        assertThat(table.seenAncestor(Objects.requireNonNull(unseen.unseenExit())))
                .isSameAs(living(SHELL));
        assertThat(living(SHELL).unreportedNanos()).isZero();
    }

    @Test
    void anExitAfterTheListWaitsForTheNextOne() {
        begin();
        seen.exits().add(new ProcessExit(CHILD, SHELL, 0, "cc", 5, 30 * MILLI));
        see(INIT, 0);
        see(SHELL, SECOND);
        apply();

        assertThat(table.ended()).isEmpty();
        assertThat(seen.exits()).hasSize(1);
    }
}
