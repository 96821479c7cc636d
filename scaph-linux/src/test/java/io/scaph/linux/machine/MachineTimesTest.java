package io.scaph.linux.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.testkit.Allocation;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTimesTest {
    private static final long TICK = 10_000_000;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/");
    private final MachineTimes times = new MachineTimes(procfs);

    @AfterEach
    void closeFiles() throws IOException {
        times.close();
        files.close();
    }

    private void read(String... lines) throws IOException {
        Files.writeString(procfs.resolve("stat"), String.join("\n", lines) + "\n");
        times.read();
    }

    @Test
    void theTimesAreThoseOfTheOnlineCpus() throws IOException {
        read(
                "cpu  30 2 8 9000 60 1 3 700 5 0",
                "cpu0 10 1 4 500 30 1 1 300 5 0",
                "cpu2 20 1 4 500 30 0 2 400 0 0",
                "intr 5 1 2",
                "btime 1763846400",
                "processes 12",
                "procs_running 1");

        assertThat(times.onlineCpus()).isEqualTo(2);
        assertThat(times.idleNanos()).isEqualTo(1_060 * TICK);
        assertThat(times.stolenNanos()).isEqualTo(700 * TICK);
        assertThat(times.interruptNanos()).isEqualTo(4 * TICK);
        assertThat(times.bootSeconds()).isEqualTo(1_763_846_400);
        assertThat(times.forks()).isEqualTo(12);
    }

    @Test
    void aCpuThatComesOrGoesChangesNoTimeByItself() throws IOException {
        read("cpu0 0 0 0 500 0 0 0 0", "cpu1 0 0 0 900 0 0 0 0");
        read("cpu0 0 0 0 600 0 0 0 0");
        assertThat(times.onlineCpus()).isEqualTo(1);
        assertThat(times.idleNanos()).isEqualTo(1_500 * TICK);

        read("cpu0 0 0 0 700 0 0 0 0", "cpu1 0 0 0 99000 0 0 0 0", "cpu3 0 0 0 80000 0 0 0 0");
        assertThat(times.onlineCpus()).isEqualTo(3);
        assertThat(times.idleNanos()).isEqualTo(1_600 * TICK);

        read("cpu0 0 0 0 800 0 0 0 0", "cpu1 0 0 0 99100 0 0 0 0", "cpu3 0 0 0 80100 0 0 0 0");
        assertThat(times.idleNanos()).isEqualTo(1_900 * TICK);
    }

    @Test
    void aTimeThatGoesBackIsNotNegative() throws IOException {
        read("cpu0 0 0 0 500 50 0 0 0");
        read("cpu0 0 0 0 500 20 0 0 0");

        assertThat(times.idleNanos()).isEqualTo(550 * TICK);
    }

    @Test
    void aLongFileIsReadToItsEnd() throws IOException {
        read("cpu0 0 0 0 500 50 0 0 0", "intr" + " 0".repeat(50_000), "btime 17", "processes 99");

        assertThat(times.forks()).isEqualTo(99);
    }

    @Test
    void aKernelOfOldHasFewerNumbers() throws IOException {
        read("cpu0 1 2 3 500", "btime 17");

        assertThat(times.idleNanos()).isEqualTo(500 * TICK);
        assertThat(times.stolenNanos()).isZero();
    }

    @Test
    void aFileWithoutCpusIsRefused() {
        assertThatThrownBy(() -> read("btime 5"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no line for a CPU");
    }

    @Test
    void aReadingMakesNoGarbage(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("stat"), "cpu0 0 0 0 500 50 0 0 0\nprocesses 99\n");
        try (MachineTimes held = new MachineTimes(directory)) {
            assertThat(Allocation.bytesPerCall(held::read)).isZero();
        }
    }
}
