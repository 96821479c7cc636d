package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.powercap.PowercapProvider;
import io.scaph.testkit.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter on a host and the sensor in its guest, in virtual time, with the tree between them. */
class HostAndGuestTest {
    private static final Duration STEP = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private final Hypervisor host = Hypervisor.withMemory();
    private final VirtualClock guestClock = new VirtualClock();
    private Path base;
    private @Nullable Monitor guest;
    private @Nullable SnapshotReader snapshots;
    private final List<Snapshot> seen = new ArrayList<>();

    @BeforeEach
    void name() {
        base = directory.resolve("scaphandre");
    }

    @AfterEach
    void close() {
        if (guest != null) {
            guest.close();
        }
    }

    /** What the guest sees at the end of a step of the host's. */
    private void look() throws Exception {
        if (snapshots == null) {
            guest = Monitor.builder()
                    .sensor(
                            "powercap",
                            "the host's tree",
                            new PowercapProvider()
                                    .open(PluginSetup.standard()
                                            .withRoots(
                                                    HostRoots.of(directory.resolve("proc"), directory.resolve("sys")))
                                            .withOptions(
                                                    Options.NONE.with(PowercapProvider.VM_PATH, base.resolve("web")))
                                            .withClock(guestClock)))
                    .workloads(noProcesses())
                    .clock(guestClock)
                    .manualTicks()
                    .open();
            snapshots = guest.reader();
            seen.add(snapshots.latest());
            return;
        }
        guestClock.advance(STEP);
        seen.add(snapshots.refresh());
    }

    @Test
    void theGuestSeesWhatTheHostAttributedToIt() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), () -> {}, this::look, this::look, this::look, this::look, this::look);

        Snapshot last = seen.get(4);
        assertThat(last.quality()).isEqualTo(Quality.RELAYED);
        assertThat(last.policy()).isEqualTo(AllocationPolicy.ACTIVE);
        assertThat(last.root()).extracting(domain -> domain.id()).containsExactly("package-0", "dram@0");
        // The first move is the beginning; then three steps of 5 s at a fourth of 100 W.
        assertThat(last.host().energy().microjoules()).isEqualTo(375_000_000);
        assertThat(watts(3, 4)).isEqualTo(25);
    }

    @Test
    void aMachineThatUsesNothingIsAt0Watts() throws Exception {
        host.start(10, "web", 0);

        host.run(exporter(), () -> {}, this::look, this::look, this::look, this::look);

        assertThat(watts(2, 3)).isZero();
        assertThat(seen.get(3).domains().get(0).gap()).isEmpty();
    }

    @Test
    void anExporterThatStandsStillIsAGap() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), () -> {}, this::look, this::look, this::look);
        look();
        look();
        look();

        assertThat(known(2, 3)).isTrue();
        assertThat(known(3, 4)).isFalse();
        assertThat(known(4, 5)).isFalse();
        assertThat(seen.get(5).host().energy().microjoules())
                .isEqualTo(seen.get(3).host().energy().microjoules());
        assertThat(seen.get(5).domains().get(0).gap()).isPresent();
    }

    @Test
    void whatTheHostDidNotSeeIsNotTakenForLowPower() throws Exception {
        host.start(10, "web", 1);
        host.run(exporter(), () -> {}, this::look, this::look, this::look);
        look();
        look();
        guestClock.advance(Duration.ofMinutes(10));

        host.run(exporter(), () -> {}, this::look, this::look, this::look, this::look);

        int last = seen.size() - 1;
        for (int i = 1; i <= last; i++) {
            if (known(i - 1, i)) {
                assertThat(watts(i - 1, i)).isCloseTo(25, Offset.offset(0.001));
            }
        }
        assertThat(known(last - 1, last)).isTrue();
    }

    @Test
    void aTreeOfScaphandreIsReadByTheRuleThatItHas() throws Exception {
        Path zone = Files.createDirectories(base.resolve("web/intel-rapl:0"));
        Files.createDirectories(base.resolve("web/intel-rapl:0:0"));
        for (long energy : List.of(1_000L, 1_000L, 5_001_000L, 5_001_000L, 10_001_000L)) {
            Files.writeString(zone.resolve("energy_uj"), Long.toString(energy));
            look();
        }

        assertThat(seen.get(4).root()).extracting(domain -> domain.id()).containsExactly("package-0");
        assertThat(known(2, 3)).isFalse();
        assertThat(known(3, 4)).isTrue();
        assertThat(seen.get(4).host().energy().microjoules()).isEqualTo(5_000_000);
    }

    private boolean known(int from, int to) {
        return Interval.between(seen.get(from), seen.get(to)).host().power().isPresent();
    }

    private double watts(int from, int to) {
        return Interval.between(seen.get(from), seen.get(to)).host().power().orElseThrow();
    }

    private Exporter exporter() {
        return new QemuExporter(base, STEP, TrustPolicy.of("root", Hypervisor.QEMU));
    }

    private static WorkloadSource noProcesses() {
        return new WorkloadSource() {
            @Override
            public void read(Visitor visitor) {
                visitor.machine(1, 0, 0, 0);
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
