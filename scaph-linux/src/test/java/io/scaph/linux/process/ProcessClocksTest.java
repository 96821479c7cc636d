package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.process.SimulatedKernel.Task;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which files are read for which processes, where processes have clocks. */
class ProcessClocksTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final int ROUND = 60;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/proc");
    private final ReportedTimes reported = new ReportedTimes();
    private SimulatedKernel kernel;
    private ProcfsSource table;

    @BeforeEach
    void boot() throws IOException {
        Files.createDirectories(procfs);
        kernel = new SimulatedKernel(procfs, true);
        PluginSetup setup = PluginSetup.standard().withRoots(HostRoots.of(procfs, procfs));
        table = new ProcfsSource(setup, kernel, new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
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

    /** Runs passes until processes are no longer young. */
    private void growUp() throws IOException {
        for (int i = 0; i < 4; i++) {
            pass();
        }
    }

    @Test
    void aProcessThatSleptGetsAllOfItsTime() throws IOException {
        Task service = kernel.first.fork();
        pass();
        service.work(999 * MILLI + 1);
        pass();

        assertThat(reported.of(service.pid).ownNanos).isEqualTo(999 * MILLI + 1);
    }

    @Test
    void statIsNotReadOfASleeper() throws IOException {
        for (int i = 0; i < 3 * ROUND; i++) {
            kernel.first.fork();
        }
        growUp();
        int before = kernel.statReads;
        for (int i = 0; i < 2 * ROUND; i++) {
            pass();
        }

        assertThat(kernel.statReads).isEqualTo(before);
    }

    @Test
    void statIsReadOfASleeperWhenItWakes() throws IOException {
        List<Task> sleepers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            sleepers.add(kernel.first.fork());
        }
        growUp();
        for (int i = 0; i <= ROUND; i++) {
            pass();
        }
        int before = kernel.statReads;
        sleepers.forEach(sleeper -> sleeper.exec("awake").work(MILLI));
        pass();

        assertThat(kernel.statReads - before).isEqualTo(600);
        assertThat(sleepers)
                .allSatisfy(sleeper ->
                        assertThat(reported.of(sleeper.pid).process.name()).isEqualTo("awake"));
    }

    @Test
    void statIsReadOfAllThatWorked() throws IOException {
        List<Task> workers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            workers.add(kernel.first.fork());
        }
        pass();
        workers.forEach(worker -> worker.work(MILLI));
        int before = kernel.statReads;
        pass();

        assertThat(kernel.statReads - before).isEqualTo(600);
    }

    @Test
    void theDirectoryIsListedAfterEachForkAndNowAndThen() throws IOException {
        pass();
        int before = kernel.lists;
        for (int i = 0; i < ROUND; i++) {
            pass();
        }
        assertThat(kernel.lists - before).isEqualTo(ROUND / 10);

        for (int i = 0; i < ROUND; i++) {
            kernel.first.fork();
            pass();
        }
        assertThat(kernel.lists - before).isEqualTo(ROUND / 10 + ROUND);
    }

    @Test
    void aPidThatIsUsedAgainInheritsNothing() throws IOException {
        Task old = kernel.first.fork(77).work(50 * SECOND);
        pass();
        ProcessInfo before = reported.of(77).process;
        old.end();
        old.reap();
        kernel.pass(1);
        kernel.first.work(MILLI).fork(77).work(3 * MILLI);
        pass();

        assertThat(reported.of(77).process.identity()).isNotEqualTo(before.identity());
        assertThat(reported.of(77).ownNanos).isEqualTo(3 * MILLI);
        assertThat(reported.totalNanos).isLessThanOrEqualTo(4 * MILLI);
    }

    @Test
    void execIsNoticedAtOnce() throws IOException {
        Task young = kernel.first.fork();
        Task old = kernel.first.fork();
        pass();
        young.exec("early").work(MILLI);
        pass();
        assertThat(reported.of(young.pid).process.name()).isEqualTo("early");
        growUp();

        ProcessInfo before = reported.of(old.pid).process;
        old.exec("late").work(MILLI);
        pass();
        assertThat(reported.of(old.pid).process.name()).isEqualTo("late");
        assertThat(reported.of(old.pid).process.identity()).isEqualTo(before.identity());
    }

    @Test
    void execIsNoticedInTheNextPassHoweverManyWork() throws IOException {
        List<Task> workers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            workers.add(kernel.first.fork());
        }
        growUp();
        workers.forEach(worker -> worker.exec("other").work(MILLI));
        pass();

        assertThat(workers)
                .allSatisfy(worker ->
                        assertThat(reported.of(worker.pid).process.name()).isEqualTo("other"));
    }

    @Test
    void aPassThatFailsEndsNoProcessAndLosesNothing() throws IOException {
        Task shell = kernel.first.fork();
        Task child = shell.fork();
        growUp();
        child.work(SECOND).end();
        child.reap();
        Task unseen = shell.fork().work(SECOND);
        unseen.end();
        unseen.reap();
        shell.work(SECOND);
        kernel.broken = true;
        assertThatThrownBy(this::pass).isInstanceOf(IOException.class).hasMessageContaining("too many open files");
        kernel.broken = false;
        pass();

        assertThat(reported.of(shell.pid).ownNanos).isEqualTo(SECOND);
        assertThat(reported.of(shell.pid).childNanos).isBetween(2 * SECOND - 20 * MILLI, 2 * SECOND);
    }

    @Test
    void anHourOfProcessesThatComeAndGoLeavesNothingBehind() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        int readsInMinuteTwo = 0;
        for (int second = 0; second < 3_600; second++) {
            if (second == 60 || second == 3_540) {
                kernel.statReads = 0;
            }
            for (int i = 0; i < 60; i++) {
                shell.work(MILLI / 10).fork().work(MILLI).end();
                if (i % 2 == 0) {
                    // The other half is seen.
                    kernel.zombies().forEach(Task::reap);
                }
            }
            pass();
            kernel.zombies().forEach(Task::reap);
            shell.work(MILLI);
            if (second == 119) {
                readsInMinuteTwo = kernel.statReads;
            }
        }
        int readsInLastMinute = kernel.statReads;
        pass();
        pass();

        assertThat(reported.count()).isEqualTo(2);
        assertThat(table.held()).isEqualTo(2);
        assertThat(readsInLastMinute).isEqualTo(readsInMinuteTwo);
        assertThat(reported.totalNanos).isBetween(kernel.workedNanos * 99 / 100, kernel.workedNanos);
    }
}
