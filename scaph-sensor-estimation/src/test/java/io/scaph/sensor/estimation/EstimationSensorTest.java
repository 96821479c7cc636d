package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EstimationSensorTest {
    private static final LinearModel MODEL = LinearModel.AVERAGE_SERVER;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/proc");
    private final AtomicLong nanos = new AtomicLong();
    private final EstimationProvider provider = new EstimationProvider();

    private final NanoClock clock = new NanoClock() {
        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            nanos.set(Math.max(nanos.get(), deadlineNanos));
        }
    };

    @BeforeEach
    void makeProc() throws IOException {
        Files.createDirectories(procfs);
        Files.writeString(
                procfs.resolve("cpuinfo"),
                "processor : 0\nphysical id : 0\n\nprocessor : 1\nphysical id : 0\n\nprocessor : 2\nphysical id : 1\n");
        busy(0, 0, 0);
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void everySocketIsAnEstimatedPackageAndTogetherTheyAreTheHost() throws Exception {
        Topology topology = provider.open(setup()).topology();

        assertThat(topology.domains()).extracting(Domain::id).containsExactly("package-0", "package-1");
        assertThat(topology.domains()).extracting(Domain::quality).containsOnly(Quality.ESTIMATED);
        assertThat(topology.host()).isEqualTo(topology.domains());
    }

    @Test
    void anIdleMachineUsesItsIdlePower() throws Exception {
        Sensor sensor = provider.open(setup());
        nanos.addAndGet(10_000_000_000L);

        RawCounters counters = read(sensor);

        assertThat(counters.microjoules(0) / 1e6).isCloseTo(2 * 10 * MODEL.idleWatts(), within(1e-4));
        assertThat(counters.microjoules(1) / 1e6).isCloseTo(10 * MODEL.idleWatts(), within(1e-4));
    }

    @Test
    void aBusySocketUsesMore() throws Exception {
        Sensor sensor = provider.open(setup());
        nanos.addAndGet(10_000_000_000L);
        busy(1_000, 500, 0);

        RawCounters counters = read(sensor);

        assertThat(counters.microjoules(0) / 1e6)
                .isCloseTo(10 * MODEL.fullWatts() + 5 * MODEL.fullWatts() + 5 * MODEL.idleWatts(), within(1e-4));
    }

    @Test
    void whatWasNotReadInTimeIsInTheNextReading() throws Exception {
        Sensor sensor = provider.open(setup());
        Files.delete(procfs.resolve("stat"));
        nanos.addAndGet(4_000_000_000L);
        RawCounters failed = read(sensor);
        nanos.addAndGet(6_000_000_000L);
        busy(1_000, 1_000, 1_000);

        RawCounters counters = read(sensor);

        assertThat(failed.failure(0)).contains("/proc/stat: no such file");
        assertThat(counters.microjoules(1) / 1e6).isCloseTo(10 * MODEL.fullWatts(), within(1e-4));
    }

    @Test
    void withoutProcThereIsAReasonAndARemedy() throws IOException {
        Files.delete(procfs.resolve("stat"));

        assertThat(provider.probe(setup())).isInstanceOf(Availability.Unavailable.class);
        assertThatThrownBy(() -> provider.open(setup()))
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage("/proc/stat: no such file");
    }

    private SensorSetup setup() {
        return new SensorSetup(new HostRoots(procfs, files.getPath("/sys")), Options.NONE, clock);
    }

    private static RawCounters read(Sensor sensor) {
        RawCounters counters = new RawCounters(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    private void busy(long first, long second, long third) throws IOException {
        Files.writeString(
                procfs.resolve("stat"),
                "cpu  0 0 0 5 0 0 0 0\ncpu0 " + first + " 0 0 0 0 0 0 900\ncpu1 0 0 " + second + " 0 0 0 0 0\ncpu2 "
                        + third + " 0 0 0 0 0 0 0\n");
    }
}
