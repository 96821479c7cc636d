package io.scaph.linux.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.linux.container.name.ContainerNames;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulated trees of control groups. */
class ContainersTest {
    private static final String WEB = "aa".repeat(32);
    private static final String DB = "bb".repeat(32);

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/host/proc");
    private final Path cgroup = files.getPath("/host/sys/fs/cgroup");
    private final Containers containers =
            new Containers(HostRoots.of(procfs, files.getPath("/host/sys")), ContainerNames.UNKNOWN);

    @BeforeEach
    void mountVersion2() throws IOException {
        mounts("30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");
    }

    @AfterEach
    void closeFiles() throws IOException {
        containers.close();
        files.close();
    }

    @Test
    void theTimeOfAContainerIsThatOfItsGroup() throws IOException {
        usage("system.slice/docker-" + WEB + ".scope", 1_500_000);
        Container web = start(17, "/system.slice/docker-" + WEB + ".scope");

        assertThat(tell(web)).containsExactly(Map.entry(WEB, 1_500_000_000L));

        usage("system.slice/docker-" + WEB + ".scope", 1_500_001);
        assertThat(tell(web)).containsExactly(Map.entry(WEB, 1_500_001_000L));
    }

    @Test
    void inVersion1ItIsThatOfCpuacct() throws IOException {
        mounts(
                "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755",
                "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "33 31 0:30 / /sys/fs/cgroup/cpu\\040and\\040acct rw - cgroup cgroup rw,cpu,cpuacct",
                "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
        Path group = Files.createDirectories(cgroup.resolve("cpu and acct/docker/" + WEB));
        Files.writeString(group.resolve("cpuacct.usage"), "123456789\n");
        Files.createDirectories(cgroup.resolve("unified/docker/" + WEB));

        Container web = start(17, "/docker/" + WEB, "8:memory:/docker/" + WEB, "4:cpu,cpuacct:/docker/" + WEB);

        assertThat(tell(web)).containsExactly(Map.entry(WEB, 123_456_789L));
    }

    @Test
    void aMountOfAPartOfTheTreeShowsThatPart() throws IOException {
        mounts("30 23 0:26 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
        usage("docker/" + WEB, 7);
        Container web = start(17, "/../../docker/" + WEB);
        Container beside = start(18, "/../" + DB);
        Container beyond = start(19, "/../../../docker/" + "cc".repeat(32));

        assertThat(tell(web, beside, beyond)).containsExactly(Map.entry(WEB, 7_000L));
    }

    @Test
    void aGroupThatIsNotToBeSeenHasNoTotal() throws IOException {
        Container web = start(17, "/docker/" + WEB);

        assertThat(tell(web)).isEmpty();
        assertThat(containers.current(web)).isSameAs(web);
    }

    @Test
    void aGroupThatDisappearsIsNoError() throws IOException {
        usage("docker/" + WEB, 7);
        Container web = start(17, "/docker/" + WEB);
        tell(web);
        // The kernel does the same for a descriptor of a removed group: it returns no bytes.
        Files.writeString(cgroup.resolve("docker/" + WEB + "/cpu.stat"), "");
        assertThat(tell(web)).isEmpty();
        Files.delete(cgroup.resolve("docker/" + WEB + "/cpu.stat"));

        assertThat(tell(web)).isEmpty();
    }

    @Test
    void aGroupThatIsMadeAnewGoesOnFromWhereItWas() throws IOException {
        usage("docker/" + WEB, 1_000);
        Container web = start(17, "/docker/" + WEB);
        tell(web);
        usage("docker/" + WEB, 10);

        assertThat(tell(web)).containsExactly(Map.entry(WEB, 1_010_000L));
    }

    @Test
    void aTextThatIsNoUsageHasNoTotal() throws IOException {
        Path group = Files.createDirectories(cgroup.resolve("docker/" + WEB));
        Container web = start(17, "/docker/" + WEB);
        for (String text : new String[] {
            "",
            "usage_usec",
            "usage_usec ",
            "usage_usec -1\n",
            "usage_usec 12",
            "user_usec 1\n",
            "usage_usec 1x\n",
            "usage_usec 99999999999999999999\n",
            "usage_usec 999999999999999999\n",
            "x".repeat(1_000)
        }) {
            Files.writeString(group.resolve("cpu.stat"), text);
            assertThat(tell(web)).isEmpty();
        }
    }

    @Test
    void theUsageMayStandOnAnyLine() throws IOException {
        Path group = Files.createDirectories(cgroup.resolve("docker/" + WEB));
        Files.writeString(group.resolve("cpu.stat"), "nr_periods 5\nuser_usec 3\nusage_usec 12\nsystem_usec 9\n");

        assertThat(tell(start(17, "/docker/" + WEB))).containsExactly(Map.entry(WEB, 12_000L));
    }

    @Test
    void whatIsInsideAnotherContainerIsNotToldTwice() throws IOException {
        String outerGroup = "docker/" + WEB;
        String innerGroup = outerGroup + "/docker/" + DB;
        usage(outerGroup, 1_000);
        Container outer = start(17, "/" + outerGroup + "/init");
        assertThat(tell(outer)).containsExactly(Map.entry(WEB, 1_000_000L));

        // The inner one starts and uses 300 of the 400.
        usage(outerGroup, 1_400);
        usage(innerGroup, 300);
        Container inner = start(18, "/" + innerGroup);
        assertThat(tell(outer, inner)).containsOnly(Map.entry(WEB, 1_100_000L), Map.entry(DB, 300_000L));

        usage(outerGroup, 2_400);
        usage(innerGroup, 1_300);
        assertThat(tell(outer, inner)).containsOnly(Map.entry(WEB, 1_100_000L), Map.entry(DB, 1_300_000L));

        // What it uses in its last moments is reported for the outer one, which it is also in.
        usage(outerGroup, 2_450);
        assertThat(tell(outer)).containsExactly(Map.entry(WEB, 1_150_000L));
    }

    @Test
    void readingsThatAreNotOfOneMomentDoNotAddUp() throws IOException {
        String outerGroup = "docker/" + WEB;
        String innerGroup = outerGroup + "/docker/" + DB;
        usage(outerGroup, 1_000);
        usage(innerGroup, 1_000);
        Container outer = start(17, "/" + outerGroup);
        Container inner = start(18, "/" + innerGroup);
        tell(outer, inner);
        for (int i = 1; i <= 100; i++) {
            usage(outerGroup, 1_000 + 100 * i);
            usage(innerGroup, 1_000 + 100 * i + (i % 2) * 40);
            tell(outer, inner);
        }

        assertThat(tell(outer, inner)).containsEntry(WEB, 1_000_000L);
    }

    @Test
    void anOuterContainerIsNotToldWhileOneInsideIsUnknown() throws IOException {
        String outerGroup = "docker/" + WEB;
        usage(outerGroup, 1_000);
        Container outer = start(17, "/" + outerGroup);
        Container inner = start(18, "/" + outerGroup + "/docker/" + DB);

        assertThat(tell(outer, inner)).isEmpty();
        assertThat(tell(outer)).containsExactly(Map.entry(WEB, 1_000_000L));
    }

    @Test
    void aJobHasTheTimeThatIsNotThatOfContainersInIt() throws IOException {
        String job = "system.slice/slurmstepd.scope/job_123";
        String inner = job + "/step_0/user/docker/" + WEB;
        usage(job, 1_000);
        usage(inner, 300);
        membership(17, "/" + job + "/step_0/user/task_0");
        Container web = start(18, "/" + inner);

        assertThat(tell(web)).containsOnly(Map.entry("@123", 1_000_000L), Map.entry(WEB + "@123", 300_000L));

        usage(job, 1_500);
        usage(inner, 700);
        containers.current(Job.of("123", "slurm"));
        assertThat(tell(web)).containsOnly(Map.entry("@123", 1_100_000L), Map.entry(WEB + "@123", 700_000L));
    }

    @Test
    void aJobInAContainerIsOfBoth() throws IOException {
        String outer = "docker/" + WEB;
        String job = outer + "/system.slice/slurmstepd.scope/job_123";
        usage(outer, 1_000);
        usage(job, 300);
        Membership membership = membership(17, "/" + job + "/step_0");

        assertThat(membership.container()).map(Container::id).contains(WEB);
        assertThat(membership.job()).contains(Job.of("123", "slurm"));
        assertThat(tell()).containsOnly(Map.entry(WEB, 1_000_000L), Map.entry(WEB + "@123", 300_000L));
    }

    @Test
    void aJobWithoutAProcessIsForgotten() throws IOException {
        usage("slurm/uid_0/job_1", 7);
        membership(17, "/slurm/uid_0/job_1/step_0");
        assertThat(tell()).containsKey("@1");

        assertThat(tell()).isEmpty();
    }

    @Test
    void aContainerWithoutAProcessIsForgotten() throws IOException {
        usage("docker/" + WEB, 7);
        Container web = start(17, "/docker/" + WEB);
        assertThat(tell(web)).isNotEmpty();

        assertThat(tell()).isEmpty();
        assertThat(tell()).isEmpty();
    }

    @Test
    void aUserDoesNotGetIntoTheAccountOfAnothersContainer() throws IOException {
        usage("docker/" + WEB, 7);
        usage("user.slice/user-1000.slice/user@1000.service/docker-" + WEB + ".scope", 9);
        Container real = start(17, "/docker/" + WEB);
        Container likeIt = start(18, "/user.slice/user-1000.slice/user@1000.service/docker-" + WEB + ".scope");

        assertThat(real.id()).isEqualTo(WEB);
        assertThat(likeIt.id()).isEqualTo("user-1000/" + WEB);
        assertThat(tell(real, likeIt)).containsOnly(Map.entry(WEB, 7_000L), Map.entry("user-1000/" + WEB, 9_000L));
    }

    @Test
    void processesOfOneContainerShareItsDescription() throws IOException {
        Container first = start(17, "/docker/" + WEB);
        Container second = start(18, "/docker/" + WEB + "/init");

        assertThat(second).isSameAs(first);
    }

    @Test
    void aProcessThatIsGoneBelongsNowhere() {
        assertThat(containers.membership(procfs.resolve("99"))).isEqualTo(Membership.NONE);
    }

    private void mounts(String... lines) throws IOException {
        Files.createDirectories(procfs.resolve("self"));
        Files.writeString(procfs.resolve("self/mountinfo"), "nonsense\n" + String.join("\n", lines) + "\n");
    }

    private void usage(String group, long micros) throws IOException {
        Path directory = Files.createDirectories(cgroup.resolve(group));
        Files.writeString(directory.resolve("cpu.stat"), "usage_usec " + micros + "\nuser_usec 1\nsystem_usec 0\n");
    }

    private Container start(long pid, String unified, String... others) throws IOException {
        return membership(pid, unified, others).container().orElseThrow();
    }

    private Membership membership(long pid, String unified, String... others) throws IOException {
        Path directory = Files.createDirectories(procfs.resolve(Long.toString(pid)));
        Files.writeString(directory.resolve("cgroup"), String.join("\n", others) + "\n0::" + unified + "\n");
        return containers.membership(directory);
    }

    private Map<String, Long> tell(Container... present) {
        for (Container container : present) {
            containers.current(container);
        }
        Totals totals = new Totals();
        containers.reportTotals(totals);
        return totals.nanosById;
    }
}
