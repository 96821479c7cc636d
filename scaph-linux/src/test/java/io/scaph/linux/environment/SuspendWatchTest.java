package io.scaph.linux.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.NanoClock;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspendWatchTest {
    private static final long SECOND = 1_000_000_000;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/proc");
    private long monotonic = 77;
    private long sleptMillis;

    private final NanoClock clock = new NanoClock() {
        @Override
        public long nanoTime() {
            return monotonic;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            monotonic = deadlineNanos;
        }
    };

    private final SuspendWatch watch = new SuspendWatch(procfs, clock, () -> monotonic / 1_000_000 + sleptMillis);

    @BeforeEach
    void makeProc() throws IOException {
        Files.createDirectories(procfs);
    }

    @AfterEach
    void closeFiles() throws IOException {
        watch.close();
        files.close();
    }

    @Test
    void clocksThatAdvanceTogetherShowNoSuspend() throws IOException {
        uptime("1000.00");
        watch.wasSuspended();
        monotonic += 3_600 * SECOND;
        uptime("4600.01");

        assertThat(watch.wasSuspended()).isFalse();
    }

    @Test
    void anUptimeThatRunsAheadShowsASuspendOnce() throws IOException {
        uptime("1000.00");
        watch.wasSuspended();
        monotonic += SECOND;
        sleptMillis = 28_800_000;
        uptime("29801.00");

        assertThat(watch.wasSuspended()).isTrue();
        assertThat(watch.wasSuspended()).isFalse();
    }

    @Test
    void aWallClockThatIsSetShowsNoSuspend() throws IOException {
        uptime("1000.00");
        watch.wasSuspended();
        monotonic += SECOND;
        sleptMillis = 3_600_000;
        uptime("1001.00");

        assertThat(watch.wasSuspended()).isFalse();
    }

    @Test
    void anUptimeThatStandsStillOrGoesBackShowsNoSuspend() throws IOException {
        uptime("1000.00");
        watch.wasSuspended();
        monotonic += 100 * SECOND;
        sleptMillis = 1_000;
        boolean still = watch.wasSuspended();
        sleptMillis = 2_000;
        uptime("5.00");

        assertThat(still).isFalse();
        assertThat(watch.wasSuspended()).isFalse();
    }

    @Test
    void withoutAnUptimeNoSuspendIsFound() throws IOException {
        assertThat(watch.wasSuspended()).isFalse();
        uptime("garbage");
        assertThat(watch.wasSuspended()).isFalse();
        uptime("");
        assertThat(watch.wasSuspended()).isFalse();
    }

    private void uptime(String seconds) throws IOException {
        Files.writeString(procfs.resolve("uptime"), seconds + (seconds.isEmpty() ? "" : " 1.00\n"));
    }
}
