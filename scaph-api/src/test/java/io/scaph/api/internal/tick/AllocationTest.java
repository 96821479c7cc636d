package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.testing.Allocation;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the readings to the ledger, on a host of 2 sockets and 8 domains. */
class AllocationTest {
    private static final long MILLISECOND = 1_000_000;

    private final Domain psys = Domains.psys(Domains.RANGE);
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain dram0 = Domains.dram(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final Domain dram1 = Domains.dram(1);
    private final List<Domain> domains =
            List.of(psys, pkg0, Domains.core(0), Domains.uncore(0), dram0, pkg1, Domains.core(1), dram1);

    private final FakeSensor sensor =
            new FakeSensor(Topology.of(domains, List.of(psys)).withoutPsys(List.of(pkg0, dram0, pkg1, dram1)));
    private final VirtualClock clock = new VirtualClock();
    private final FiftyProcesses processes = new FiftyProcesses();
    private final Tick tick = new Tick(
            List.of(new OpenSensor(new SensorName("fake", "a fake"), sensor)),
            processes,
            clock,
            AllocationPolicy.CAPACITY);

    private void millisecond() {
        clock.advance(MILLISECOND);
        for (int i = 0; i < domains.size(); i++) {
            sensor.add(domains.get(i), domains.get(i).equals(psys) ? 300_000 : 100_000);
        }
        tick.account();
    }

    @Test
    void anIntervalIsAccountedForWithoutGarbage() throws ReflectiveOperationException {
        assertThat(Allocation.bytesPerCall(this::millisecond)).isZero();

        Snapshot end = tick.run(Long.MAX_VALUE);
        assertThat(end.root()).containsExactly(psys);
        assertThat(end.host().energy().microjoules()).isGreaterThan(10_000 * 300_000L);
        assertThat(end.processes())
                .hasSize(50)
                .allSatisfy(line -> assertThat(line.energy().microjoules()).isPositive());
    }

    @Test
    void endedProcessesThatSomeReaderHasNotSeenMakeNoGarbage() throws ReflectiveOperationException {
        millisecond();
        millisecond();
        processes.reported = 30;
        millisecond();
        tick.run(0);

        assertThat(Allocation.bytesPerCall(this::millisecond)).isZero();

        assertThat(tick.run(0).processes()).hasSize(50);
    }

    /** All busy; {@link FakeWorkloads} itself makes garbage. */
    private static final class FiftyProcesses implements WorkloadSource {
        private final ProcessInfo[] processes = new ProcessInfo[50];
        private int reported = processes.length;
        private long cpuNanos;

        FiftyProcesses() {
            for (int i = 0; i < processes.length; i++) {
                processes[i] = FakeWorkloads.process(1_000 + i);
            }
        }

        @Override
        public void read(Visitor visitor) {
            cpuNanos += MILLISECOND / 100;
            visitor.machine(4, cpuNanos, 0, 0);
            for (int i = 0; i < reported; i++) {
                visitor.process(processes[i], cpuNanos, false);
            }
        }

        @Override
        public void close() {}
    }
}
