package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.process.SimulatedKernel.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the kernel reports exits, and whatever happens, no CPU time is reported twice. */
class ReportedEndsTest extends KernelWithEnds {
    private static final int SEQUENCES = 300;

    /** The possible events: {@link #happen}. */
    private static final int KINDS = 8;

    private static final int FIRST_END = 4;
    private static final int LAST_END = 6;

    private boolean endedMeanwhile;

    ReportedEndsTest(boolean clocks) throws IOException {
        super(clocks);
    }

    @Test
    void aProcessThatEndsHasALineWhereTheKernelReportsExits() throws IOException {
        kernel.reportsExits = true;
        Task shell = kernel.first.fork();
        Task known = shell.fork();
        pass();
        known.work(SECOND);
        pass();
        known.work(300 * MILLI).end();
        known.reap();
        Task unseen = shell.work(MILLI).fork().exec("cc").work(200 * MILLI);
        unseen.end();
        unseen.reap();
        pass();

        assertThat(reported.of(known.pid).ended).isTrue();
        assertAbout(reported.of(known.pid).ownNanos, 1_300 * MILLI);
        assertThat(reported.of(unseen.pid).ended).isTrue();
        assertThat(reported.of(unseen.pid).process.name()).isEqualTo("cc");
        assertAbout(reported.of(unseen.pid).ownNanos, 200 * MILLI);
        assertAbout(reported.of(shell.pid).childNanos, 0);
        assertComplete();
    }

    /** The list of processes is read again only if a process was forked since. */
    @Test
    void aZombieWhoseExitCameBeforeTheListIsNotReportedTwice() throws IOException {
        kernel.reportsExits = true;
        Task shell = kernel.first.fork();
        pass();
        pass();
        List<Task> children = new ArrayList<>();
        kernel.meanwhile = () -> {
            if (children.isEmpty()) {
                children.add(shell.fork().work(50 * MILLI));
                children.get(0).end();
            }
        };

        pass();
        kernel.first.fork();
        pass();
        children.get(0).reap();
        pass();

        assertComplete();
    }

    @Test
    void aProcessThatWasNeverSeenIsInTheUnitOfItsParent() throws IOException {
        table.close();
        boot(Set.of(WorkloadDetail.UNIT));
        kernel.reportsExits = true;
        Task shell = kernel.first.fork();
        Files.createDirectories(procfs.resolve(Long.toString(shell.pid)));
        Files.writeString(procfs.resolve(shell.pid + "/cgroup"), "0::/system.slice/make.service\n");
        pass();
        Task unseen = shell.work(MILLI).fork().exec("cc").work(200 * MILLI);
        unseen.end();
        unseen.reap();
        pass();

        assertThat(reported.of(unseen.pid).ended).isTrue();
        assertThat(reported.of(unseen.pid).process.unit()).contains("make.service");
    }

    @Test
    void aProcessWhoseExitIsLostIsChargedToItsParent() throws IOException {
        kernel.reportsExits = true;
        kernel.losesExit = () -> true;
        Task shell = kernel.first.fork();
        Task known = shell.fork();
        pass();
        known.work(SECOND);
        pass();
        known.work(300 * MILLI).end();
        known.reap();
        Task unseen = shell.work(MILLI).fork().work(200 * MILLI);
        unseen.end();
        unseen.reap();
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 500 * MILLI);
        assertComplete();
    }

    @Test
    void sumsHoldWhereTheKernelReportsExits() throws IOException {
        sumsHold(true, false);
    }

    @Test
    void sumsHoldWhereSomeExitsAreLost() throws IOException {
        sumsHold(true, true);
    }

    @Test
    void sumsHoldWhateverHappens() throws IOException {
        sumsHold(false, false);
    }

    private void sumsHold(boolean exits, boolean losses) throws IOException {
        String given = System.getProperty("scaph.seed", "");
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            long seed = given.isEmpty() ? sequence : Long.parseLong(given);
            Random random = new Random(seed);
            boot();
            kernel.reportsExits = exits;
            kernel.losesExit = () -> losses && random.nextInt(3) == 0;
            kernel.meanwhile = () -> {
                if (random.nextInt(3) == 0) {
                    happenMeanwhile(random);
                }
            };
            for (int second = 0; second < 20; second++) {
                for (int i = random.nextInt(20); i > 0; i--) {
                    happen(random, random.nextInt(KINDS));
                }
                endedMeanwhile = false;
                pass();
                assertThat(reported.totalNanos)
                        .as("reported in second %d, -Dscaph.seed=%d", second, seed)
                        .isLessThanOrEqualTo(kernel.workedNanos);
            }
        }
    }

    /**
     * While the table reads, which takes a thousandth of the time, one process ends or is waited for. If a parent ends then, and
     * the process that takes over its child waits for the child, the child's time may be reported twice.
     */
    private void happenMeanwhile(Random random) {
        int kind = random.nextInt(KINDS);
        boolean ends = kind >= FIRST_END && kind <= LAST_END;
        if (!ends || !endedMeanwhile) {
            endedMeanwhile |= ends;
            happen(random, kind);
        }
    }

    private void happen(Random random, int kind) {
        List<Task> alive = kernel.alive();
        Task any = alive.get(random.nextInt(alive.size()));
        switch (kind) {
            case 0, 1 -> any.work(1).fork();
            case 2, 3 -> any.work((long) (random.nextDouble() * random.nextDouble() * SECOND));
            case 4 -> {
                if (any != kernel.first) {
                    any.work(1).end();
                }
            }
            case 5, 6 ->
                kernel.zombies().stream().skip(random.nextInt(3)).findFirst().ifPresent(zombie -> {
                    zombie.parent.work(1);
                    zombie.reap();
                });
            default -> any.subreaper |= random.nextInt(5) == 0;
        }
    }
}
