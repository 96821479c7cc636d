package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How a process is described, and when that is read again. */
class ProcfsSourceTest extends WrittenProcesses {
    @Test
    void aProcessIsDescribedWithItsTimeAndStart() throws IOException {
        process(17, "bash", 250, 500);
        Files.createSymbolicLink(procfs.resolve("17/exe"), files.getPath("/usr/bin/bash"));

        Line line = pass(table()).of(17);

        assertThat(line.cpuNanos()).isEqualTo(2_500_000_000L);
        assertThat(line.process().name()).isEqualTo("bash");
        assertThat(line.process().executable()).contains("/usr/bin/bash");
        assertThat(line.process().commandLine()).isEmpty();
        assertThat(line.process().startTime()).isEqualTo(Instant.ofEpochSecond(BOOT + 5));
    }

    @Test
    void theMachineHasItsCpusAndIdleTime() throws IOException {
        Lines lines = pass(table());

        assertThat(lines.cpus).isEqualTo(2);
        assertThat(lines.idleNanos).isEqualTo(9_000_000_000L);
    }

    @Test
    void onlyWhatStartedAfterTheLastPassIsNew() throws IOException {
        process(17, "old", 250, 500);
        WorkloadSource table = table();
        assertThat(pass(table).of(17).started()).isFalse();
        machine(1_010);
        process(18, "new", 3, 100_100);
        process(19, "hidden until now", 90_000, 700);

        Lines lines = pass(table);

        assertThat(lines.of(18).started()).isTrue();
        assertThat(lines.of(19).started()).isFalse();
    }

    @Test
    void anUnchangedProcessKeepsItsDescription() throws IOException {
        process(17, "bash", 250, 500);
        WorkloadSource table = table();
        ProcessInfo before = pass(table).of(17).process();
        process(17, "bash", 300, 500);

        assertThat(pass(table).of(17).process()).isSameAs(before);
    }

    @Test
    void execKeepsTheIdentityAndRenewsTheName() throws IOException {
        process(17, "bash", 250, 500);
        WorkloadSource table = table();
        ProcessInfo before = pass(table).of(17).process();
        process(17, "java", 251, 500);

        ProcessInfo after = pass(table).of(17).process();

        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.name()).isEqualTo("java");
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() throws IOException {
        process(17, "bash", 250, 500);
        WorkloadSource table = table();
        ProcessInfo before = pass(table).of(17).process();
        process(17, "bash", 1, 100_001);

        assertThat(pass(table).of(17).process().identity()).isNotEqualTo(before.identity());
    }

    @Test
    void aCommandLineIsReadOnlyIfAskedFor() throws IOException {
        process(17, "server", 250, 500);
        Files.writeString(procfs.resolve("17/cmdline"), "server\0--name\0two words\0");

        assertThat(pass(table(WorkloadDetail.COMMAND_LINE)).of(17).process().commandLine())
                .contains("server --name two words");
    }

    @Test
    void aProcessNamesItsContainerAndUnitAndTheContainerIsReported() throws IOException {
        process(17, "nginx", 250, 500);
        process(18, "sshd", 250, 500);
        Files.writeString(procfs.resolve("17/cgroup"), "0::/lxc.payload.web/system.slice/nginx.service\n");
        Files.writeString(procfs.resolve("18/cgroup"), "0::/system.slice/ssh.service\n");
        Path group = Files.createDirectories(files.getPath("/sys/fs/cgroup/lxc.payload.web"));
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 5\n");
        WorkloadSource table = table(WorkloadDetail.CONTAINER);

        Lines lines = pass(table);

        assertThat(lines.of(17).process().container().orElseThrow().id()).isEqualTo("web");
        assertThat(lines.of(17).process().unit()).contains("nginx.service");
        assertThat(lines.of(18).process().container()).isEmpty();
        assertThat(lines.of(18).process().unit()).contains("ssh.service");
        assertThat(lines.containers).containsExactly(Map.entry("web", 5_000L));
        assertThat(pass(table).of(17).process()).isSameAs(lines.of(17).process());
        assertThat(pass(table()).containers).isEmpty();
    }

    @Test
    void whereUnitsAloneAreAskedForNothingIsReadOfContainers() throws IOException {
        process(17, "nginx", 250, 500);
        Files.writeString(procfs.resolve("17/cgroup"), "0::/lxc.payload.web/system.slice/nginx.service\n");
        Path group = Files.createDirectories(files.getPath("/sys/fs/cgroup/lxc.payload.web"));
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 5\n");
        WorkloadSource table = table(WorkloadDetail.UNIT);

        Lines lines = pass(table);

        assertThat(lines.of(17).process().unit()).contains("nginx.service");
        assertThat(lines.of(17).process().container()).isEmpty();
        assertThat(lines.containers).isEmpty();
        Files.writeString(procfs.resolve("17/cgroup"), "0::/system.slice/moved.service\n");
        for (int i = 0; i < 60; i++) {
            lines = pass(table);
        }
        assertThat(lines.of(17).process().unit()).contains("moved.service");
    }

    @Test
    void aProcessThatIsMovedToAnotherGroupIsFoundThere() throws IOException {
        process(17, "sh", 250, 500);
        Files.writeString(procfs.resolve("17/cgroup"), "0::/system.slice/ssh.service\n");
        WorkloadSource table = table(WorkloadDetail.CONTAINER);
        pass(table);
        process(18, "young", 250, 99_900);
        Files.writeString(procfs.resolve("18/cgroup"), "0::/\n");
        pass(table);
        Files.writeString(procfs.resolve("17/cgroup"), "0::/lxc.payload.web\n");
        Files.writeString(procfs.resolve("18/cgroup"), "0::/lxc.payload.db\n");
        process(18, "young", 251, 99_900);

        Lines lines = pass(table);
        assertThat(lines.of(18).process().container().orElseThrow().id()).isEqualTo("db");
        for (int i = 0; i < 60; i++) {
            lines = pass(table);
        }
        assertThat(lines.of(17).process().container().orElseThrow().id()).isEqualTo("web");
        assertThat(lines.of(17).process().unit()).isEmpty();
    }

    @Test
    void aProcessThatVanishesOrIsGarbageIsPassedOver() throws IOException {
        Files.createDirectories(procfs.resolve("20"));
        Files.createDirectories(procfs.resolve("21"));
        Files.writeString(procfs.resolve("21/stat"), "nonsense");
        process(17, "bash", 250, 500);

        assertThat(pass(table()).byPid).containsOnlyKeys(17L);
    }

    @Test
    void aUserIsTheRealOneAndHasANameOnceThatIsKnown() throws Exception {
        process(17, "sudo", 250, 500);
        status(17, "Name:\tUid:\nUmask:\t0022\nUid:\t1000\t0\t0\t0\nGid:\t5\t5\t5\t5\n");
        WorkloadSource table = table(WorkloadDetail.USER);
        assertThat(pass(table).of(17).process().user().map(User::uid)).contains(1_000L);

        ProcessInfo known = pass(table).of(17).process();
        for (int i = 0; i < 500 && known.user().equals(Optional.of(User.of(1_000, null))); i++) {
            Thread.sleep(10);
            known = pass(table).of(17).process();
        }
        assertThat(known.user()).contains(User.of(1_000, "user1000"));
        assertThat(pass(table).of(17).process()).isSameAs(known);
        table.close();
    }

    @Test
    void anotherUserAndAnotherExecutableAreNoticedWithinAMinute() throws IOException {
        process(17, "daemon", 250, 500);
        status(17, "Name:\tdaemon\nUid:\t0\t0\t0\t0\n");
        WorkloadSource table = table(WorkloadDetail.USER);
        pass(table);
        status(17, "Name:\tdaemon\nUid:\t33\t33\t33\t33\n");
        Files.createSymbolicLink(procfs.resolve("17/exe"), files.getPath("/usr/sbin/daemon"));

        ProcessInfo after = pass(table).of(17).process();
        for (int i = 0; i < 60; i++) {
            after = pass(table).of(17).process();
        }

        assertThat(after.user().orElseThrow().uid()).isEqualTo(33);
        assertThat(after.executable()).contains("/usr/sbin/daemon");
        table.close();
    }

    @Test
    void aUserIsReadOnlyIfAskedFor() throws IOException {
        process(17, "daemon", 250, 500);
        status(17, "Name:\tdaemon\nUid:\t0\t0\t0\t0\n");

        assertThat(pass(table()).of(17).process().user()).isEmpty();
    }

    @Test
    void resourcesAreThoseOfTheSameProcess() throws IOException {
        Path directory = Files.createDirectories(procfs.resolve("17"));
        String stat = "17 (server) S 1 1 1 0 -1 0 0 0 0 0 250 0 0 0 20 0 1 0 500 8192000 300 99\n";
        Files.writeString(directory.resolve("stat"), stat);
        Files.writeString(directory.resolve("io"), """
                rchar: 5
                wchar: 6
                syscr: 7
                syscw: 8
                read_bytes: 4096
                write_bytes: 8192
                cancelled_write_bytes: 0
                """);
        status(17, "Name:\tserver\nVmSize:\t    8000 kB\nVmRSS:\t    1200 kB\n");
        WorkloadSource table = table();
        ProcessInfo process = pass(table).of(17).process();

        assertThat(table.resources(process))
                .contains(Resources.of(1_228_800, 8_192_000, OptionalLong.of(4_096), OptionalLong.of(8_192)));

        Files.delete(directory.resolve("io"));
        assertThat(table.resources(process))
                .contains(Resources.of(1_228_800, 8_192_000, OptionalLong.empty(), OptionalLong.empty()));

        Files.writeString(directory.resolve("stat"), stat.replace(" 500 ", " 501 "));
        assertThat(table.resources(process)).isEmpty();
        Files.delete(directory.resolve("stat"));
        assertThat(table.resources(process)).isEmpty();
    }

    @Test
    void aProcWithoutStatIsAnErrorThatNamesIt() throws IOException {
        Files.delete(procfs.resolve("stat"));

        assertThatThrownBy(() -> pass(table()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/proc/stat: no such file");
    }

    @Test
    void thePidOfThisProcessIsThatOfTheProcThatIsRead() throws IOException {
        assertThat(table().ownPid()).isEmpty();

        Files.createSymbolicLink(procfs.resolve("self"), files.getPath("17"));

        assertThat(table().ownPid()).hasValue(17);
    }
}
