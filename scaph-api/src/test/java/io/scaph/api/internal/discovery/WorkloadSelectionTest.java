package io.scaph.api.internal.discovery;

import static io.scaph.api.testing.PluginFailures.missing;
import static io.scaph.api.testing.PluginFailures.unchecked;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WorkloadSelectionTest {
    private static final PluginSetup SETUP = PluginSetup.standard();

    private record Workloads(String name, int priority, Supplier<Availability> probed, Supplier<WorkloadSource> opened)
            implements WorkloadSourceProvider {
        @Override
        public Availability probe(PluginSetup setup) {
            return probed.get();
        }

        @Override
        public WorkloadSource open(PluginSetup setup) {
            return opened.get();
        }
    }

    @Test
    void theHighestWorkloadSourceThatWorksIsTaken() {
        WorkloadSource plain = new FakeWorkloads(1);
        WorkloadSource better = new FakeWorkloads(1);
        Supplier<Availability> there = () -> Availability.available("");

        WorkloadSource source = WorkloadSelection.open(
                List.of(
                        new Workloads("plain", 0, there, () -> plain),
                        new Workloads("missing", 30, missing("it"), () -> plain),
                        new Workloads(
                                "broken",
                                40,
                                () -> {
                                    throw unchecked(new NoClassDefFoundError("x"));
                                },
                                () -> plain),
                        new Workloads("unopenable", 20, there, () -> {
                            throw unchecked(new IllegalStateException("x"));
                        }),
                        new Workloads("better", 10, there, () -> better)),
                SETUP);

        assertThat(source).isSameAs(better);
    }

    @Test
    void whereNoWorkloadSourceWorksAllEnergyIsUnattributed() throws Exception {
        WorkloadSource source = WorkloadSelection.open(
                List.of(
                        new Workloads("missing", 30, missing("it"), () -> new FakeWorkloads(1)),
                        new Workloads("unopenable", 20, () -> Availability.available(""), () -> {
                            throw unchecked(new IllegalStateException("x"));
                        })),
                SETUP);
        VirtualClock clock = new VirtualClock();
        FakeSensor sensor = FakeSensor.of(Domains.gpu(0));

        try (Monitor monitor = Monitor.builder()
                        .sensor("fake", "a fake", sensor)
                        .workloads(source)
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader reader = monitor.reader()) {
            clock.advance(VirtualClock.SECOND);
            sensor.add(Domains.gpu(0), 5);

            assertThat(reader.refresh().unattributed().microjoules()).isEqualTo(5);
        }
    }
}
