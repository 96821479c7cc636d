package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What containers, jobs, units and users get: what their processes got, and what ended unseen in them. */
class GroupLedgerTest extends LedgerThatAddsUp {
    private final Container container = Container.of("abc", "docker", null);

    private ProcessInfo inside(long pid, Optional<User> user) {
        return inside(pid, Optional.empty(), user);
    }

    private ProcessInfo inside(long pid, Optional<Job> job, Optional<User> user) {
        return ProcessInfo.of(pid, Instant.EPOCH, "inside")
                .withContainer(container)
                .withJob(job.orElse(null))
                .withUser(user.orElse(null));
    }

    private static ProcessInfo inUnit(long pid, String unit) {
        return ProcessInfo.of(pid, Instant.EPOCH, "process").withUnit(unit);
    }

    @Test
    void processesThatEndedUnseenInAContainerAreItsOwn() {
        readersHaveSeen(Long.MAX_VALUE);
        ProcessInfo process = inside(7, Optional.empty());
        pass(8, visitor -> {
            visitor.machine(4, 4 * SECOND, 0, 0);
            visitor.process(process, 0, true);
            visitor.group(Optional.of(container), Optional.empty(), 100 * SECOND);
        });

        pass(8, visitor -> {
            visitor.machine(4, 6 * SECOND, 0, 0);
            visitor.process(process, SECOND / 2, true);
            visitor.group(Optional.of(container), Optional.empty(), 101 * SECOND + SECOND / 2);
        });

        assertThat(line(process).energy().microjoules()).isEqualTo(JOULE);
        assertThat(balance().ended().microjoules()).isEqualTo(2 * JOULE);
        assertThat(balance().unattributed().microjoules()).isEqualTo(JOULE);
        assertThat(balance().groups().containers().lines())
                .singleElement()
                .extracting(one -> one.energy().microjoules())
                .isEqualTo(3 * JOULE);
    }

    @Test
    void aJobIsTheSumOfItsProcessesItsContainersAndWhatEndedUnseenInThem() {
        readersHaveSeen(Long.MAX_VALUE);
        Job job = Job.of("123", "slurm");
        ProcessInfo inContainer = inside(7, Optional.of(job), Optional.empty());
        pass(8, visitor -> {
            visitor.machine(4, 4 * SECOND, 0, 0);
            visitor.process(inContainer, 0, true);
            visitor.group(Optional.of(container), Optional.of(job), 100 * SECOND);
            visitor.group(Optional.empty(), Optional.of(job), 50 * SECOND);
        });

        pass(8, visitor -> {
            visitor.machine(4, 6 * SECOND, 0, 0);
            visitor.process(inContainer, SECOND / 2, true);
            visitor.group(Optional.of(container), Optional.of(job), 101 * SECOND);
            visitor.group(Optional.empty(), Optional.of(job), 50 * SECOND + SECOND / 4);
        });

        // Seen 1 J, unseen in the container 1 J, and in the job next to it 0.5 J.
        assertThat(line(inContainer).energy().microjoules()).isEqualTo(JOULE);
        assertThat(balance().ended().microjoules()).isEqualTo(JOULE + JOULE / 2);
        assertThat(balance().groups().containers().lines())
                .containsExactly(new GroupLine<>(container, new Energy(2 * JOULE), false, 1));
        assertThat(balance().groups().jobs().lines())
                .containsExactly(new GroupLine<>(job, new Energy(2 * JOULE + JOULE / 2), false, 1));
    }

    @Test
    void aJobGoesWhenAllHaveSeenItsEndAndItsEnergyStays() {
        readersHaveSeen(-1);
        Job job = Job.of("123", "slurm");
        ProcessInfo process = inside(7, Optional.of(job), Optional.empty());
        pass(8, visitor -> {
            visitor.machine(4, 0, 0, 0);
            visitor.process(process, SECOND, true);
        });
        pass(8, visitor -> {
            visitor.machine(4, 0, 0, 0);
            visitor.process(process, 2 * SECOND, true);
        });
        pass(8, visitor -> visitor.machine(4, 4 * SECOND, 0, 0));
        assertThat(balance().groups().jobs().lines()).singleElement().satisfies(energy -> {
            assertThat(energy.isEnded()).isTrue();
            assertThat(energy.energy().microjoules()).isPositive();
        });
        long energy = balance().groups().jobs().energy().microjoules();

        readersHaveSeen(Long.MAX_VALUE);
        pass(8, visitor -> visitor.machine(4, 8 * SECOND, 0, 0));

        assertThat(balance().groups().jobs().lines()).isEmpty();
        assertThat(balance().groups().jobs().energy().microjoules()).isEqualTo(energy);
    }

    @Test
    void aControlGroupThatIsReadALittleEarlierOrLaterInventsNoProcess() {
        ProcessInfo process = inside(7, Optional.empty());
        long[] noise = {0, 4_000_000, -4_000_000, 3_000_000, -2_000_000, 4_000_000, 0};
        for (int i = 0; i < noise.length; i++) {
            long now = i * SECOND;
            long off = noise[i];
            pass(8, visitor -> {
                visitor.machine(4, 2 * now, 0, 0);
                visitor.process(process, now, true);
                visitor.group(Optional.of(container), Optional.empty(), now + 10 * SECOND + off);
            });
        }

        // 4 ms once, however often it was off.
        assertThat(balance().ended().microjoules()).isLessThanOrEqualTo(8_000);
    }

    @Test
    void aContainerKeepsWhatItsEndedProcessesUsedAndGoesWhenAllHaveSeenItsEnd() {
        ProcessInfo process = inside(7, Optional.empty());
        pass(8, visitor -> {
            visitor.machine(4, 3 * SECOND, 0, 0);
            visitor.process(process, SECOND, true);
        });
        pass(8, visitor -> visitor.machine(4, 7 * SECOND, 0, 0));

        assertThat(balance().groups().containers().lines())
                .containsExactly(new GroupLine<>(container, new Energy(2 * JOULE), true, 1));

        readersHaveSeen(Long.MAX_VALUE);
        pass(8, visitor -> visitor.machine(4, 11 * SECOND, 0, 0));

        assertThat(balance().groups().containers().lines()).isEmpty();
        assertThat(balance().groups().containers().ended().microjoules()).isEqualTo(2 * JOULE);
        assertThat(balance().ended().microjoules()).isEqualTo(2 * JOULE);
    }

    @Test
    void usersAreAddedUpForGood() {
        readersHaveSeen(Long.MAX_VALUE);
        User user = User.of(1_000, "ann");
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, 0);
            visitor.process(inside(7, Optional.of(user)), SECOND, true);
            visitor.process(inside(8, Optional.of(User.of(1_000, null))), SECOND, true);
        });
        pass(8, visitor -> visitor.machine(4, 6 * SECOND, 0, 0));
        pass(8, visitor -> {
            visitor.machine(4, 9 * SECOND, 0, 0);
            visitor.process(inside(9, Optional.of(user)), SECOND, true);
        });

        assertThat(balance().groups().users().lines())
                .containsExactly(new GroupLine<>(user, new Energy(6 * JOULE), false, 1));
    }

    @Test
    void aUnitIsTheSumOfItsProcessesAndOfThoseThatEnded() {
        pass(8, visitor -> {
            visitor.machine(4, 2 * SECOND, 0, 0);
            visitor.process(inUnit(7, "a.service"), SECOND, true);
            visitor.process(inUnit(8, "b.service"), SECOND, true);
        });
        pass(8, visitor -> {
            visitor.machine(4, 5 * SECOND, 0, 0);
            visitor.process(inUnit(9, "b.service"), SECOND, true);
        });

        assertThat(balance().groups().units().lines())
                .containsExactly(
                        new GroupLine<>(Unit.of("a.service"), new Energy(2 * JOULE), true, 1),
                        new GroupLine<>(Unit.of("b.service"), new Energy(4 * JOULE), false, 2));
        readersHaveSeen(Long.MAX_VALUE);
        pass(8, visitor -> visitor.machine(4, 9 * SECOND, 0, 0));

        assertThat(balance().groups().units()).isEqualTo(new GroupLines<Unit>(List.of(), new Energy(6 * JOULE)));
    }

    @Test
    void aPassThatFailedEndsNoGroup() {
        readersHaveSeen(Long.MAX_VALUE);
        pass(8, visitor -> {
            visitor.machine(4, 3 * SECOND, 0, 0);
            visitor.process(inUnit(7, "a.service"), SECOND, true);
        });

        ledger().beginPass();
        ledger().cpu().postUnread(JOULE, SECOND);

        assertThat(ledger().publish(99, Long.MAX_VALUE).groups().units().lines())
                .containsExactly(new GroupLine<>(Unit.of("a.service"), new Energy(2 * JOULE), false, 1));
    }

    @Test
    void groupsThatNoReaderSeesAreBoundedAndTheirEnergyIsKept() {
        pass(8, visitor -> {
            visitor.machine(4, 0, 0, 0);
            for (int i = 0; i < 10_200; i++) {
                visitor.process(inUnit(i, "run-" + i + ".scope"), SECOND / 1_000, true);
            }
        });
        long before = balance().groups().units().energy().microjoules();

        pass(8, visitor -> visitor.machine(4, 0, 0, 0));

        assertThat(balance().groups().units().lines()).hasSize(10_000);
        assertThat(balance().groups().units().energy().microjoules()).isEqualTo(before);
    }
}
