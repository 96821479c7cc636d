package io.scaph.sensor.estimation.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllotmentTest {
    private static final Set<Integer> ONLINE = Set.of(0, 1, 2, 3, 4, 5, 6, 7);

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path sysfs = files.getPath("/sys");

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void aQuotaIsAPartOfTheThreads() throws IOException {
        write("cpu.stat", "usage_usec 1500\n");
        write("cpu.max", "50000 100000\n");

        Allotment allotment = read().orElseThrow();

        assertThat(allotment.threads()).isEqualTo(0.5);
        assertThat(allotment.usedNanos()).isEqualTo(1_500_000);
    }

    @Test
    void aSetOfCpusIsSoMany() throws IOException {
        write("cpu.stat", "usage_usec 0\n");
        write("cpu.max", "max 100000\n");
        write("cpuset.cpus.effective", "0-1,6\n");

        Allotment allotment = read().orElseThrow();

        assertThat(allotment.threads()).isEqualTo(3);
        assertThat(allotment.cpus()).containsExactly(0, 1, 6);
    }

    @Test
    void theNarrowerOfQuotaAndSetCounts() throws IOException {
        write("cpu.stat", "usage_usec 0\n");
        write("cpu.max", "250000 100000\n");
        write("cpuset.cpus.effective", "0-3\n");

        assertThat(read().orElseThrow().threads()).isEqualTo(2.5);
    }

    @Test
    void theFirstVersionOfControlGroupsIsReadToo() throws IOException {
        write("cpu,cpuacct/cpu.cfs_quota_us", "200000\n");
        write("cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        write("cpuacct/cpuacct.usage", "77\n");

        Allotment allotment = read().orElseThrow();

        assertThat(allotment.threads()).isEqualTo(2);
        assertThat(allotment.usedNanos()).isEqualTo(77);
    }

    @Test
    void aHostHasNone() throws IOException {
        write("cpu.stat", "usage_usec 12345\n");
        write("cpuset.cpus.effective", "0-7\n");
        write("cpu/cpu.cfs_quota_us", "-1\n");
        write("cpu/cpu.cfs_period_us", "100000\n");

        assertThat(read()).isEmpty();
    }

    @Test
    void withoutTheTimeUsedThereIsNone() throws IOException {
        write("cpu.max", "50000 100000\n");

        assertThat(read()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsNoLimit() throws IOException {
        write("cpu.stat", "usage_usec 0\n");
        write("cpu.max", "some 0\n");
        write("cpuset.cpus.effective", "all,-,9-\n");

        assertThat(read()).isEmpty();
    }

    private Optional<Allotment> read() {
        return Allotment.read(sysfs, ONLINE);
    }

    private void write(String name, String text) throws IOException {
        Path file = sysfs.resolve("fs/cgroup").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
