package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.process.SimulatedKernel.Task;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** No CPU time of processes that end is lost, and none is reported twice: with the clocks of processes, and with stat alone. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class ShortLivedTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    /** What two fields in ticks of 10 ms may hide. */
    private static final long ROUNDING = 20 * MILLI;

    private static final int SEQUENCES = 300;

    /** The possible events: {@link #happen}. */
    private static final int KINDS = 8;

    private static final int FIRST_END = 4;
    private static final int LAST_END = 6;

    private final boolean clocks;
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/proc");
    private SimulatedKernel kernel;
    private ProcfsSource table;
    private ReportedTimes reported;
    private boolean endedMeanwhile;

    ShortLivedTest(boolean clocks) throws IOException {
        this.clocks = clocks;
        Files.createDirectories(procfs);
        boot(Set.of());
    }

    private void boot() {
        boot(Set.of());
    }

    private void boot(Set<WorkloadDetail> details) {
        kernel = new SimulatedKernel(procfs, clocks);
        PluginSetup setup =
                PluginSetup.standard().withRoots(HostRoots.of(procfs, procfs)).withDetails(details);
        table = new ProcfsSource(setup, kernel, new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
        reported = new ReportedTimes();
    }

    @AfterEach
    void closeFiles() throws IOException {
        table.close();
        files.close();
    }

    private void pass() throws IOException {
        kernel.pass(1);
        reported.pass(table);
    }

    /** Ticks may hide some of a process's own time and its children's, which is then reported with its parent's. */
    private static void assertAbout(long nanos, long expectedNanos) {
        assertThat(nanos).isBetween(expectedNanos - 2 * ROUNDING, expectedNanos + ROUNDING);
    }

    private void assertComplete() {
        assertThat(reported.totalNanos).isBetween(kernel.workedNanos - 3 * ROUNDING, kernel.workedNanos);
    }

    @Test
    void childrenThatEndUnseenAreChargedToTheirParent() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        for (int i = 0; i < 200; i++) {
            shell.work(MILLI).fork().work(23 * MILLI).end();
            kernel.zombies().forEach(Task::reap);
            if (i % 50 == 49) {
                pass();
            }
        }

        assertAbout(reported.of(shell.pid).childNanos, 200 * 23 * MILLI);
        assertAbout(reported.of(shell.pid).ownNanos, 200 * MILLI);
        assertThat(reported.totalNanos).isLessThanOrEqualTo(kernel.workedNanos);
    }

    @Test
    void aChildThatWasSeenIsNotChargedToItsParent() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task child = shell.work(MILLI).fork();
        for (int i = 0; i < 3; i++) {
            child.work(SECOND);
            pass();
        }
        child.work(77 * MILLI).end();
        child.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 77 * MILLI);
        assertComplete();
    }

    @Test
    void aZombieKeepsItsLineAndIsNotChargedTwice() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task child = shell.work(MILLI).fork().work(SECOND);
        child.end();
        pass();
        pass();
        assertAbout(reported.of(child.pid).ownNanos, SECOND);
        child.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 0);
        assertThat(reported.totalNanos).isLessThanOrEqualTo(kernel.workedNanos);
    }

    @Test
    void grandchildrenThatWereReportedAreNotReportedAgainWithTheirParent() throws IOException {
        Task shell = kernel.first.fork();
        Task make = shell.fork();
        pass();
        Task compiler = make.work(MILLI).fork().work(SECOND);
        Task unseen = make.fork().work(500 * MILLI);
        unseen.end();
        unseen.reap();
        pass();
        compiler.end();
        compiler.reap();
        make.work(MILLI);
        pass();
        assertAbout(reported.of(make.pid).childNanos, 500 * MILLI);
        make.end();
        make.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 0);
        assertComplete();
    }

    @Test
    void aFamilyThatEndsBetweenTwoPassesIsNotReportedAgain() throws IOException {
        Task shell = kernel.first.fork();
        Task make = shell.fork();
        pass();
        Task compiler = make.work(MILLI).fork().work(SECOND);
        pass();
        compiler.end();
        compiler.reap();
        make.work(30 * MILLI).end();
        make.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 30 * MILLI);
        assertComplete();
    }

    @Test
    void anOrphanIsReapedByTheFirstProcess() throws IOException {
        Task shell = kernel.first.fork();
        Task worker = shell.fork();
        pass();
        worker.work(SECOND);
        pass();
        shell.end();
        shell.reap();
        kernel.first.work(MILLI);
        worker.work(SECOND);
        pass();
        worker.work(50 * MILLI).end();
        worker.reap();
        kernel.first.work(MILLI);
        pass();

        assertAbout(reported.of(kernel.first.pid).childNanos, 50 * MILLI);
        assertComplete();
    }

    @Test
    void anOrphanThatEndsWithItsParentIsFoundAtTheSubreaper() throws IOException {
        Task manager = kernel.first.fork();
        manager.subreaper = true;
        Task shell = manager.fork();
        Task worker = shell.fork();
        pass();
        worker.work(SECOND);
        pass();
        shell.end();
        shell.reap();
        worker.work(50 * MILLI).end();
        worker.reap();
        manager.work(MILLI);
        pass();

        assertAbout(reported.of(manager.pid).childNanos, 50 * MILLI);
        assertComplete();
    }

    @Test
    void aDaemonThatForkedTwiceIsChargedToNoOtherProcess() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task middle = shell.work(MILLI).fork().work(5 * MILLI);
        Task daemon = middle.fork();
        middle.end();
        middle.reap();
        pass();
        for (int i = 0; i < 3; i++) {
            daemon.work(SECOND);
            pass();
        }
        daemon.end();
        daemon.reap();
        kernel.first.work(MILLI);
        pass();

        assertAbout(reported.of(kernel.first.pid).childNanos, 0);
        assertAbout(reported.of(shell.pid).childNanos, 5 * MILLI);
        assertComplete();
    }

    @Test
    void execChangesNothingAboutTime() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task child = shell.work(MILLI).fork().work(40 * MILLI);
        pass();
        child.exec("compiler").work(60 * MILLI);
        pass();
        assertThat(reported.of(child.pid).process.name()).isEqualTo("compiler");
        assertAbout(reported.of(child.pid).ownNanos, 100 * MILLI);
        child.end();
        child.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 0);
    }

    @Test
    void aDebtThatIsNeverFoundDoesNotHideTheTimeOfOthers() throws IOException {
        Task server = kernel.first.fork();
        server.ignoresChildren = true;
        Task worker = server.fork();
        pass();
        worker.work(5 * SECOND);
        pass();
        worker.end();
        server.work(MILLI);
        pass();
        pass();
        server.ignoresChildren = false;
        Task unseen = server.fork().work(SECOND);
        unseen.end();
        unseen.reap();
        server.work(MILLI);
        pass();

        assertAbout(reported.of(server.pid).childNanos, SECOND);
    }

    @Test
    void aProcessThatIsReapedDuringAPassIsNotReportedTwice() throws IOException {
        Task shell = kernel.first.fork();
        Task early = shell.fork(5);
        Task late = shell.fork(9);
        pass();
        early.work(SECOND);
        late.work(SECOND);
        pass();
        early.work(SECOND);
        late.work(SECOND);
        // Both were listed and their clocks read. Then the shell waits for them, and only after that its stat is read.
        shell.work(MILLI);
        Task other = kernel.first.fork(11);
        int reads = kernel.clockReads;
        kernel.meanwhile = () -> {
            boolean clocksRead = clocks ? kernel.clockReads == reads + 5 : kernel.statReads > 0;
            if (clocksRead && early.isAlive()) {
                early.end();
                early.reap();
                late.end();
                late.reap();
                shell.work(MILLI);
            }
        };
        kernel.statReads = 0;
        pass();
        kernel.meanwhile = () -> {};
        pass();

        assertThat(other.isAlive()).isTrue();
        assertAbout(reported.of(shell.pid).childNanos, 2 * SECOND);
        assertComplete();
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
            kernel.showsLastPid = seed % 2 == 0;
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
