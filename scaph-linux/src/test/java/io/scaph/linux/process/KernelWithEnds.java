package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.description.UserNames;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that reads a simulated kernel: with the clocks of processes, and with stat alone. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
abstract class KernelWithEnds {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;
    /** What two fields in ticks of 10 ms may hide. */
    private static final long ROUNDING = 20 * MILLI;

    final boolean clocks;
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    final Path procfs = files.getPath("/proc");
    SimulatedKernel kernel;
    ProcfsSource table;
    ReportedTimes reported;

    KernelWithEnds(boolean clocks) throws IOException {
        this.clocks = clocks;
        Files.createDirectories(procfs);
        boot(Set.of());
    }

    final void boot() {
        boot(Set.of());
    }

    final void boot(Set<WorkloadDetail> details) {
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

    void pass() throws IOException {
        kernel.pass(1);
        reported.pass(table);
    }

    /** Ticks may hide some of a process's own time and its children's, which is then reported with its parent's. */
    static void assertAbout(long nanos, long expectedNanos) {
        assertThat(nanos).isBetween(expectedNanos - 2 * ROUNDING, expectedNanos + ROUNDING);
    }

    void assertComplete() {
        assertThat(reported.totalNanos).isBetween(kernel.workedNanos - 3 * ROUNDING, kernel.workedNanos);
    }
}
