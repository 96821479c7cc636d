package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.linux.Shell;
import io.scaph.linux.SilentVisitor;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.testkit.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, with each way to read them. Needs root, for the events of processes that end. */
@ParameterizedClass
@EnumSource
class ProcfsSourceIT {
    private static final long MILLI = 1_000_000;
    private static final long ROUNDING = 20 * MILLI;

    private final ManyChildren.Access access;
    private final ProcfsSource table;
    private final ReportedTimes reported = new ReportedTimes();

    ProcfsSourceIT(ManyChildren.Access access) throws IOException {
        this.access = access;
        table = ManyChildren.open(access);
    }

    @AfterEach
    void close() {
        table.close();
    }

    /** With the shortest and the longest tick that the command line offers. */
    @ParameterizedTest
    @ValueSource(longs = {100, 10_000})
    void noTimeOfShortLivedChildrenIsLost(long periodMillis) throws Exception {
        ManyChildren.Shares shares = ManyChildren.watch(ManyChildren.open(access), periodMillis);

        assertThat(shares.total()).isBetween(0.95, 1.005);
        if (access == ManyChildren.Access.CLOCKS_AND_EXITS) {
            assertThat(shares.own()).isGreaterThan(0.7);
        } else {
            assertThat(shares.own()).isZero();
        }
    }

    /** A JVM has a dozen threads, which end in any order. */
    @Test
    void noTimeOfAShortLivedProgramWithThreadsIsLost(@TempDir Path directory) throws Exception {
        Path java = Files.createSymbolicLink(
                directory.resolve("scaph-threads"), Path.of(System.getProperty("java.home"), "bin", "java"));
        try (Shell shell = new Shell()) {
            shell.run("true");
            reported.pass(table);
            double before = shell.childNanos();
            for (int i = 0; i < 20; i++) {
                shell.run("'" + java + "' --version > /dev/null");
            }
            double used = shell.childNanos() - before;
            reported.pass(table);

            double own = reported.ended("scaph-threads");
            assertThat(own + reported.of(shell.pid()).childNanos)
                    .isBetween(used * 0.95 - ROUNDING, used * 1.05 + ROUNDING);
            if (access == ManyChildren.Access.CLOCKS_AND_EXITS) {
                assertThat(own).isGreaterThan(used * 0.5);
            }
        } finally {
            // Deleted by hand: otherwise the target of the link would seem to be deleted.
            Files.delete(java);
        }
    }

    @Test
    void aProcessThatWorksAllTheTimeGetsIt() throws Exception {
        try (Shell shell = new Shell()) {
            shell.begin("while :; do :; done");
            long beforeFirst = runNanos(shell.pid());
            reported.pass(table);
            long afterFirst = runNanos(shell.pid());
            Thread.sleep(2_000);
            long beforeLast = runNanos(shell.pid());
            reported.pass(table);
            long afterLast = runNanos(shell.pid());

            assertThat(reported.of(shell.pid()).ownNanos)
                    .isBetween(beforeLast - afterFirst - ROUNDING, afterLast - beforeFirst + ROUNDING);
        }
    }

    /** The run time of the only thread from the scheduler, to the last tick. */
    private static long runNanos(long pid) throws IOException {
        String text = Files.readString(Path.of("/proc", Long.toString(pid), "schedstat"));
        return Long.parseLong(text.substring(0, text.indexOf(' ')));
    }

    @Test
    void aProcessThatSleptGetsAllOfItsFirstInterval() throws Exception {
        try (Shell shell = new Shell()) {
            long before = shell.run("true").ownNanos();
            reported.pass(table);
            Thread.sleep(200);
            reported.pass(table);
            shell.run("for ((n = 0; n < 20; n++)); do " + Shell.WORK + "; done");
            long used = shell.ownNanos() - before;
            reported.pass(table);

            assertThat(reported.of(shell.pid()).ownNanos).isBetween(used - ROUNDING, used + ROUNDING);
        }
    }

    @Test
    void aNewProcessGetsAllOfItsTime() throws Exception {
        reported.pass(table);
        Thread.sleep(50);
        try (Shell shell = new Shell()) {
            shell.run("for ((n = 0; n < 10; n++)); do " + Shell.WORK + "; done");
            long used = shell.ownNanos();
            reported.pass(table);

            assertThat(reported.of(shell.pid()).ownNanos).isBetween(used - ROUNDING, used + ROUNDING);
        }
    }

    @Test
    void aPidThatIsUsedAgainInheritsNothing() throws Exception {
        try (Shell shell = new Shell()) {
            long pid = Long.parseLong(
                    shell.answer("{ for ((n = 0; n < 15; n++)); do " + Shell.WORK + "; done; sleep 100; } & echo $!"));
            Thread.sleep(1_000);
            reported.pass(table);
            ProcessInfo old = reported.of(pid).process;
            assertThat(reported.of(pid).cpuNanos).isGreaterThan(100 * MILLI);
            shell.run("kill %1; wait %1");

            // Another process may take the pid first.
            String again = shell.answer("for ((n = 0; n < 100; n++)); do echo " + (pid - 1)
                    + " > /proc/sys/kernel/ns_last_pid; sleep 100 & "
                    + "[ $! = " + pid + " ] && break; kill $!; wait; done 2> /dev/null; echo $!");
            assertThat(Long.parseLong(again)).isEqualTo(pid);
            reported.pass(table);

            assertThat(reported.of(pid).process.identity()).isNotEqualTo(old.identity());
            assertThat(reported.of(pid).ownNanos).isLessThan(50 * MILLI);
            shell.run("kill %%");
        }
    }

    @Test
    void execRenewsTheName() throws Exception {
        try (Shell shell = new Shell()) {
            shell.run("true");
            reported.pass(table);
            ProcessInfo before = reported.of(shell.pid()).process;
            shell.begin("exec sleep 100");
            Thread.sleep(300);
            reported.pass(table);

            ProcessInfo after = reported.of(shell.pid()).process;
            assertThat(after.name()).isEqualTo("sleep");
            assertThat(after.identity()).isEqualTo(before.identity());
            assertThat(after.executable()).isNotEqualTo(before.executable());
        }
    }

    @Test
    void noTimeIsReportedTwiceWhicheverProcessEndsOrWaits() throws Exception {
        List<Shell> shells = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                shells.add(new Shell());
            }
            String work = Shell.WORK + "; ";
            long beforeFirst = System.nanoTime();
            reported.pass(table);
            long afterFirst = System.nanoTime();
            long idle = reported.idleNanos;
            // Seen alive, then waited for; grandchildren; a parent that ends first; two forks; exec; no process waits.
            shells.get(0).begin("while :; do (for ((n = 0; n < 20; n++)); do " + work + "done); done");
            shells.get(1).begin("while :; do (" + work + "(" + work + "(" + work + ")); " + work + "); done");
            shells.get(2).begin("while :; do (" + work + "(" + work + work + work + ") & " + work + "); done");
            shells.get(3).begin("while :; do ( ( (" + work + work + ") & ) & " + work + "); sleep 0.01; done");
            shells.get(4).begin("while :; do bash -c '" + work + "exec bash -c \"" + work + "\"'; done");
            shells.get(5)
                    .begin("exec env --ignore-signal=CHLD dash -c" + " 'while :; do bash -c \"" + work + work
                            + "\"; sleep 0.01; done'");
            for (int i = 0; i < 10; i++) {
                Thread.sleep(300);
                reported.pass(table);
            }
            long end = System.nanoTime();
            long idleSince = reported.idleNanos - idle;
            long mostBusy = (end - beforeFirst) * reported.onlineCpus - idleSince;
            long leastBusy = (end - afterFirst) * reported.onlineCpus - idleSince;

            assertThat(reported.totalNanos).isLessThan(mostBusy + mostBusy / 50 + ROUNDING);
            assertThat(reported.totalNanos).isGreaterThan(leastBusy * 8 / 10);
        } finally {
            shells.forEach(Shell::close);
        }
    }

    @Test
    void anUnchangedProcessMakesNoGarbageAndHoldsNoDescriptor() throws Exception {
        try (Shell shell = new Shell()) {
            shell.run("for ((n = 0; n < 300; n++)); do sleep 100 & done");
            SilentVisitor nobody = new SilentVisitor();
            table.read(nobody);
            long descriptors = openDescriptors();
            long bytes = Allocation.bytesPerCall(60, 60, () -> table.read(nobody));

            assertThat(nobody.workloads).isGreaterThan(300);
            // The JVM itself may open a file in the meantime.
            assertThat(openDescriptors()).isLessThan(descriptors + 10);
            if (access != ManyChildren.Access.FILES) {
                assertThat(bytes / nobody.workloads).isLessThan(100);
            }
            shell.run("kill $(jobs -p)");
        }
    }

    @Test
    void aProcessThatEndsWhileItIsReadIsGoneAndNoError() throws Exception {
        byte[] buffer = new byte[2_048];
        try (Shell shell = new Shell();
                ProcessAccess reading = ManyChildren.access(access)) {
            for (int i = 0; i < 200; i++) {
                int pid = Integer.parseInt(shell.answer("sleep 100 & echo $!"));
                shell.begin("kill $!; wait $! 2> /dev/null");
                int length;
                do {
                    length = reading.read(pid, "stat", buffer);
                } while (length > 0);

                assertThat(length).isEqualTo(ProcessAccess.GONE);
            }
        }
    }

    /** The JVM's own clock would not move, or jump by 10 ms. */
    @Test
    void whatThisProcessUsesIsKnownToTheMicrosecond() {
        if (access == ManyChildren.Access.FILES) {
            assertThat(table.cpuClocks()).isEmpty();
            return;
        }
        CpuClocks clocks = table.cpuClocks().orElseThrow();
        for (int i = 0; i < 20; i++) {
            long process = clocks.processNanos();
            long thread = clocks.threadNanos();
            while (clocks.threadNanos() - thread < 3 * MILLI) {
                // Work.
            }
            assertThat(clocks.processNanos() - process).isGreaterThan(3 * MILLI - 10_000);
        }
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
