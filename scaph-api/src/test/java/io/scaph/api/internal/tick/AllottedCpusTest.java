package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A container with 1.5 CPUs on a machine with four. The sensor reports the container's share of power. */
class AllottedCpusTest {
    private final Domain share = Domains.estimated(0);
    private final FakeSensor counter = FakeSensor.of(share);
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();
    private final ProcessInfo own = process(1);
    private long ownNanos;

    private Monitor monitor() throws Exception {
        return Monitor.builder()
                .sensor("container", "a container", new Sensor() {
                    @Override
                    public Topology topology() {
                        return counter.topology();
                    }

                    @Override
                    public OptionalDouble cpus() {
                        return OptionalDouble.of(1.5);
                    }

                    @Override
                    public void read(RawCounters counters) {
                        counter.read(counters);
                    }

                    @Override
                    public void close() {
                        counter.close();
                    }
                })
                .clock(clock)
                .manualTicks()
                .workloads(workloads.clocks(new CpuClocks() {
                    @Override
                    public long processNanos() {
                        return ownNanos;
                    }

                    @Override
                    public long threadNanos() {
                        return ownNanos;
                    }
                }))
                .open();
    }

    private void second(long microjoules, long nanos) {
        clock.advance(SECOND);
        counter.add(share, microjoules);
        workloads.use(own, nanos);
        ownNanos += nanos;
    }

    @Test
    void energyIsSharedByWhatTheContainerMayUse() throws Exception {
        try (Monitor monitor = monitor();
                SnapshotReader snapshots = monitor.reader()) {
            second(30 * JOULE, SECOND / 2);
            Snapshot snapshot = snapshots.refresh();

            assertThat(snapshot.processes().get(0).energy().microjoules()).isEqualTo(10 * JOULE);
            assertThat(snapshot.idle().microjoules()).isEqualTo(20 * JOULE);
            assertThat(snapshot.unattributed().microjoules()).isZero();
        }
    }

    @Test
    void whoBurstsBeyondItGetsAllAndNoMore() throws Exception {
        try (Monitor monitor = monitor();
                SnapshotReader snapshots = monitor.reader()) {
            second(30 * JOULE, 2 * SECOND);
            Snapshot snapshot = snapshots.refresh();

            assertThat(snapshot.processes().get(0).energy().microjoules()).isEqualTo(30 * JOULE);
            assertThat(snapshot.idle().microjoules()).isZero();
        }
    }

    @Test
    void aScopeIsSharedByItAsWell() throws Exception {
        try (Monitor monitor = monitor();
                SnapshotReader snapshots = monitor.reader()) {
            snapshots.refresh();
            Scope scope = monitor.scope("work");
            second(30 * JOULE, SECOND / 2);

            assertThat(scope.energy().process())
                    .hasValueSatisfying(
                            energy -> assertThat(energy.energy().microjoules()).isEqualTo(10 * JOULE));
        }
    }
}
