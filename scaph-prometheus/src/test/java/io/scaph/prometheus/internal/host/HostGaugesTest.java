package io.scaph.prometheus.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.HostRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostGaugesTest {
    @TempDir
    Path procfs;

    private HostGauges read() {
        return HostGauges.read(HostRoots.of(procfs, procfs));
    }

    @Test
    void theFilesOfProcAreRead() throws IOException {
        Files.writeString(procfs.resolve("stat"), """
                cpu  10 0 10 100 0 0 0 0 0 0
                cpu0 5 0 5 50 0 0 0 0 0 0
                cpu1 5 0 5 50 0 0 0 0 0 0
                intr 99 1 2 3
                ctxt 12345
                btime 1700000000
                processes 678
                procs_running 3
                procs_blocked 1
                """);
        Files.writeString(procfs.resolve("meminfo"), """
                MemTotal:       24684084 kB
                MemFree:        21570132 kB
                MemAvailable:   21992728 kB
                SwapCached:            7 kB
                SwapTotal:             0 kB
                SwapFree:              0 kB
                """);
        Files.writeString(procfs.resolve("loadavg"), "1.24 1.64 1.31 3/114 18204\n");

        HostGauges host = read();

        assertThat(host.cpus()).hasValue(2);
        assertThat(host.value("ctxt")).hasValue(12_345);
        assertThat(host.value("processes")).hasValue(678);
        assertThat(host.value("procs_running")).hasValue(3);
        assertThat(host.value("procs_blocked")).hasValue(1);
        assertThat(host.value("MemTotal")).hasValue(24_684_084L * 1_024);
        assertThat(host.value("MemAvailable")).hasValue(21_992_728L * 1_024);
        assertThat(host.value("SwapTotal")).hasValue(0);
        assertThat(host.loads()).containsExactly(124L, 164L, 131L);
    }

    @Test
    void theMemoryOfThisProcessIsKnown() {
        HostGauges host = read();

        assertThat(host.value("VmRSS").orElseThrow()).isBetween(1L << 20, 1L << 40);
        assertThat(host.value("VmSize").orElseThrow())
                .isGreaterThan(host.value("VmRSS").orElseThrow());
    }

    @Test
    void whatIsNotThereOrNoNumberIsUnknown() throws IOException {
        Files.writeString(procfs.resolve("stat"), "ctxt many\nprocesses\n");
        Files.writeString(procfs.resolve("loadavg"), "nonsense");

        HostGauges host = read();

        assertThat(host.values()).doesNotContainKeys("ctxt", "processes", "MemTotal", "SwapTotal");
        assertThat(host.loads()).isEmpty();
        assertThat(host.cpus()).isEmpty();
    }
}
