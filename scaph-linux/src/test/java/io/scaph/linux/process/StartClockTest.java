package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.process.SimulatedKernel.Task;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which processes are new, and when they started, where the clocks in {@code /proc} are those of a container. */
class StartClockTest {
    private static final long SECOND = 1_000_000_000;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/proc");
    private final ReportedTimes reported = new ReportedTimes();
    private SimulatedKernel kernel;
    private ProcfsSource table;

    @BeforeEach
    void boot() throws IOException {
        Files.createDirectories(procfs);
        boot(false);
    }

    private void boot(boolean clocks) {
        kernel = new SimulatedKernel(procfs, clocks);
        PluginSetup setup = PluginSetup.standard().withRoots(HostRoots.of(procfs, procfs));
        table = new ProcfsSource(setup, kernel, new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
    }

    @AfterEach
    void closeFiles() throws IOException {
        table.close();
        files.close();
    }

    private static long container(long ticks) {
        return ticks - 90_000;
    }

    private static long nowAndThenZero(long ticks) {
        return ticks / 100 % 3 == 1 ? 0 : ticks - 90_000;
    }

    private void pass() throws IOException {
        kernel.pass(1);
        reported.pass(table);
    }

    /** A process that existed all the time, and is seen only now. */
    private void appearLate(Task task) throws IOException {
        kernel.processes.remove(task.pid);
        pass();
        pass();
        pass();
        kernel.processes.put(task.pid, task);
        kernel.forks++;
        pass();
    }

    @Test
    void aNewProcessIsChargedForAllItsTimeWhateverTheUptimeShows() throws IOException {
        for (LongUnaryOperator uptime :
                new LongUnaryOperator[] {StartClockTest::container, StartClockTest::nowAndThenZero, ticks -> 0}) {
            boot(false);
            kernel.uptime = uptime;
            pass();
            pass();
            kernel.pass(1);
            Task task = kernel.first.fork();
            task.work(6 * SECOND / 10);
            reported.pass(table);

            assertThat(reported.of(task.pid).ownNanos).isEqualTo(6 * SECOND / 10);
        }
    }

    @Test
    void aProcessThatIsSeenLateIsNotChargedForItsPast() throws IOException {
        for (LongUnaryOperator uptime :
                new LongUnaryOperator[] {StartClockTest::container, StartClockTest::nowAndThenZero, ticks -> 0}) {
            boot(false);
            kernel.uptime = uptime;
            Task old = kernel.first.fork();
            kernel.pass(5);
            kernel.first.fork();
            old.work(SECOND / 10);
            appearLate(old);

            assertThat(reported.of(old.pid).ownNanos).isZero();
        }
    }

    @Test
    void aProcessYoungerThanAllOthersIsNotNewIfItUsedMoreThanTheCpusHad() throws IOException {
        kernel.uptime = ticks -> 0;
        pass();
        kernel.pass(5);
        Task old = kernel.first.fork();
        old.work(100 * SECOND);
        kernel.processes.remove(old.pid);
        kernel.nowTicks += 1;
        reported.pass(table);
        kernel.processes.put(old.pid, old);
        kernel.forks++;
        pass();

        assertThat(reported.of(old.pid).ownNanos).isZero();
    }

    @Test
    void theUptimeDecidesWhereItIsRight() throws IOException {
        Task old = kernel.first.fork();
        old.work(SECOND / 10);
        appearLate(old);

        assertThat(reported.of(old.pid).ownNanos).isZero();
    }

    @Test
    void aStartTimeInTheFutureIsUnknown() throws IOException {
        kernel.uptime = StartClockTest::container;
        kernel.showsBootTime = false;
        Task task = kernel.first.fork();
        pass();

        assertThat(reported.of(task.pid).process.isStartKnown()).isFalse();
    }

    @Test
    void theBootTimeIsTakenFromStatWhereTheUptimeIsOfAContainer() throws IOException {
        kernel.uptime = StartClockTest::container;
        Task task = kernel.first.fork();
        pass();

        assertThat(reported.of(task.pid).process.isStartKnown()).isTrue();
        assertThat(reported.of(task.pid).process.startTime())
                .isEqualTo(Instant.ofEpochSecond(SimulatedKernel.BOOT_SECONDS + task.startTicks / 100));
    }

    @Test
    void aSystemCallIsTrustedMoreThanTheBootTimeInStat() throws IOException {
        boot(true);
        kernel.bootSecondsShown = SimulatedKernel.BOOT_SECONDS + 500;
        Task task = kernel.first.fork();
        pass();

        assertThat(reported.of(task.pid).process.startTime())
                .isEqualTo(Instant.ofEpochSecond(SimulatedKernel.BOOT_SECONDS + task.startTicks / 100));
    }
}
