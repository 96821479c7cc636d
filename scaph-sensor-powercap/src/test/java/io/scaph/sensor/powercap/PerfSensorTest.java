package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import io.scaph.sensor.powercap.internal.zone.ZoneTree;
import io.scaph.testkit.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading groups, of a machine with two packages. */
class PerfSensorTest {
    private final AtomicLong wallMillis = new AtomicLong();

    private static final int TYPE = 23;
    private static final long JOULE = 1L << 32;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final VirtualClock clock = new VirtualClock();
    private final FakeEvents events = new FakeEvents();
    private final PerfMap map = findEvents();

    private PerfMap findEvents() {
        try {
            return findEvents(files.getPath("/sys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PerfMap findEvents(Path sysfs) throws IOException {
        new PerfDirectory(sysfs, TYPE, "0,32").cpu(0, 0, 0).cpu(32, 1, 0).events("energy-pkg", "energy-ram");
        Path root = sysfs.resolve("class/powercap");
        RecordedTree.named("xeon-2s-psys-named-psys-1").layOut(root);
        ZoneMap zones = ZoneMap.of(ZoneTree.scan(root), Quality.MEASURED, Optional.of("GenuineIntel"));
        return new PerfMapper(PerfPmu.read(sysfs).orElseThrow(), Optional.of("GenuineIntel")).named(zones);
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void aPackageIsOneGroup() throws IOException {
        try (PerfSensor sensor = open()) {
            assertThat(sensor.topology()).isSameAs(map.topology());
            assertThat(events.opened()).containsExactly("23:2@0", "23:2@32");
        }
    }

    @Test
    void eachCountGoesToItsDomainInMicrojoules() throws IOException {
        try (PerfSensor sensor = open()) {
            events.onCpu(0).count(0, 5 * JOULE);
            events.onCpu(0).count(1, 3 * JOULE);
            events.onCpu(32).count(0, 7 * JOULE / 2);

            CounterReadings counters = read(sensor);

            assertThat(counters.microjoules(index("package-0"))).isEqualTo(5_000_000);
            assertThat(counters.microjoules(index("dram@0"))).isEqualTo(3_000_000);
            assertThat(counters.microjoules(index("package-1"))).isEqualTo(3_500_000);
            assertThat(counters.microjoules(index("dram@1"))).isZero();
        }
    }

    @Test
    void aGroupThatFailsCostsOnlyItsDomainsAndComesBack() throws IOException {
        try (PerfSensor sensor = open()) {
            events.onCpu(32).fail(new IOException("perf events on cpu 32: they do not count"));

            CounterReadings failed = read(sensor);

            assertThat(failed.failure(index("package-0"))).isEmpty();
            assertThat(failed.failure(index("package-1"))).contains("perf events on cpu 32: they do not count");
            assertThat(failed.failure(index("dram@1"))).isPresent();

            events.onCpu(32).fail(null);
            events.onCpu(32).count(0, JOULE);
            assertThat(read(sensor).microjoules(index("package-1"))).isEqualTo(1_000_000);
        }
    }

    @Test
    void aSuspendIsReportedWithTheReadingAfterIt() throws IOException {
        Files.createDirectories(files.getPath("/proc"));
        Files.writeString(files.getPath("/proc/uptime"), "1000.00 1.00\n");
        try (PerfSensor sensor = open()) {
            assertThat(read(sensor).wasSuspended()).isFalse();
            Files.writeString(files.getPath("/proc/uptime"), "5000.00 1.00\n");
            wallMillis.addAndGet(4_000_000);

            assertThat(read(sensor).wasSuspended()).isTrue();
            assertThat(read(sensor).wasSuspended()).isFalse();
        }
    }

    @Test
    void closingClosesEveryGroup() throws IOException {
        PerfSensor sensor = open();

        sensor.close();

        assertThat(events.openNow()).isZero();
    }

    @Test
    void aSensorThatCannotBeOpenedWhollyLeavesNothingOpen() {
        events.refuse(32, new IOException("perf_event_open: EMFILE"));

        assertThatThrownBy(this::open).hasMessage("perf_event_open: EMFILE");

        assertThat(events.opened()).containsExactly("23:2@0");
        assertThat(events.openNow()).isZero();
    }

    private PerfSensor open() throws IOException {
        return PerfSensor.open(TYPE, map, events, new SuspendWatch(files.getPath("/proc"), clock, wallMillis::get));
    }

    private int index(String id) {
        return map.topology().domains().stream().map(Domain::id).toList().indexOf(id);
    }

    private static CounterReadings read(PerfSensor sensor) {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }
}
