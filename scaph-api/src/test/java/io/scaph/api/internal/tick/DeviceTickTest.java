package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.internal.tick.Rig.line;
import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.host.Sample;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.testing.Allocation;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How the energy of GPUs is shared. */
class DeviceTickTest extends TwoGpuMachine {
    @Test
    void aGpusEnergyGoesByGpuTimeAndTheRestByCpuTime() {
        second(40, 100);
        gpus.use(gpu0, 2, SECOND / 2);

        TickSnapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(140 * JOULE);
        assertThat(joules(snapshot, one)).isEqualTo(10);
        assertThat(joules(snapshot, two)).isEqualTo(50);
        assertThat(line(snapshot, two).devices().microjoules()).isEqualTo(50 * JOULE);
        assertThat(snapshot.idle().microjoules()).isEqualTo(80 * JOULE);
        assertThat(snapshot.balance().devices())
                .extracting(DeviceTotal::idle)
                .containsExactly(Energy.ofJoules(50), Energy.ZERO);
    }

    @Test
    void ceilingsLeaveUseAlone() {
        OpenSensor capped =
                new OpenSensor(new SensorName("capped", ""), gpus).withCeilings(Map.of(DomainKind.GPU, 500L));
        FakeWorkloads workloads = new FakeWorkloads(4);
        VirtualClock clock = new VirtualClock();
        Tick tick = new Tick(List.of(capped), workloads, clock, AllocationPolicy.CAPACITY);
        workloads.use(one, 0);
        tick.run(0);
        clock.advance(SECOND);
        gpus.add(gpu0, 100 * JOULE);
        gpus.use(gpu0, 1, SECOND);

        assertThat(joules(tick.run(0), one)).isEqualTo(100);
    }

    @Test
    void aGpuThatIsADetailHasNoAccount() {
        FakeSensor integrated = new FakeSensor(Topology.of(List.of(pkg, gpu0), List.of(pkg)));
        Rig small = new Rig(integrated);
        small.workloads.use(one, SECOND);
        integrated.add(pkg, 40 * JOULE);
        integrated.add(gpu0, 10 * JOULE);
        integrated.use(gpu0, 1, SECOND);

        TickSnapshot snapshot = small.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(40 * JOULE);
        assertThat(joules(snapshot, one)).isEqualTo(10);
        assertThat(snapshot.balance().devices()).isEmpty();
    }

    @Test
    void aGpuNextToPsysIsItsOwnAccountWhateverBecomesOfPsys() {
        Domain psys = Domains.psys(Domains.RANGE);
        FakeSensor all = new FakeSensor(
                Topology.of(List.of(psys, pkg, gpu0), List.of(psys, gpu0)).withoutPsys(List.of(pkg, gpu0)));
        Rig big = new Rig(all);
        big.workloads.use(one, 0);
        for (int i = 0; i < 13; i++) {
            all.failing(psys, i > 1);
            all.add(psys, 40 * JOULE);
            all.add(pkg, 20 * JOULE);
            all.add(gpu0, 100 * JOULE);
            all.use(gpu0, 1, SECOND / 2);
            big.tick();
        }

        TickSnapshot snapshot = big.tickAfter(0);

        assertThat(snapshot.root()).containsExactly(pkg, gpu0);
        assertThat(snapshot.host().energy().microjoules()).isEqualTo((2 * 40 + 11 * 20 + 13 * 100) * JOULE);
        assertThat(joules(snapshot, one)).isEqualTo(13 * 50);
    }

    @Test
    void whilePsysIsUnknownItsCpuTimeWaitsAndGpusDoNot() {
        Domain psys = Domains.psys(Domains.RANGE);
        FakeSensor all = new FakeSensor(
                Topology.of(List.of(psys, pkg, gpu0), List.of(psys, gpu0)).withoutPsys(List.of(pkg, gpu0)));
        Rig big = new Rig(all);
        all.failing(psys, true);
        all.add(psys, 40 * JOULE);
        all.add(gpu0, 100 * JOULE);
        all.use(gpu0, 1, SECOND / 2);
        big.workloads.use(one, 4 * SECOND);
        TickSnapshot unknown = big.tick();
        all.failing(psys, false);
        all.add(psys, 40 * JOULE);

        TickSnapshot known = big.tick();

        assertThat(joules(unknown, one)).isEqualTo(50);
        assertThat(joules(known, one)).isEqualTo(50 + 40);
    }

    @Test
    void theIntervalOfAnEstimatedGpuIsInTheHostsAndNotInTheCpus() {
        FakeSensor model = FakeSensor.of(gpu0);
        model.estimate(0.5, 2);
        Rig modelled = new Rig(cpu, model);
        cpu.add(pkg, 40 * JOULE);
        model.add(gpu0, 100 * JOULE);
        modelled.clock.advance(SECOND);

        Sample sample = modelled.tick.counters().sample();
        TickSnapshot snapshot = modelled.tickAfter(0);

        assertThat(snapshot.host().low().microjoules()).isEqualTo((40 + 50) * JOULE);
        assertThat(snapshot.host().high().microjoules()).isEqualTo((40 + 200) * JOULE);
        assertThat(sample.host()).isEqualTo(new Sample.Part(140 * JOULE, 90 * JOULE, 240 * JOULE, 0, 0));
        assertThat(sample.cpu()).isEqualTo(new Sample.Part(40 * JOULE, 40 * JOULE, 40 * JOULE, 0, 0));
    }

    @Test
    void gpuEnergyOfTheTickThatChangesTheSensorsIsShared() {
        second(0, 100);
        FakeSensor next = FakeSensor.of(gpu0, gpu1).reportsUse();
        rig.tick
                .counters()
                .replace(List.of(
                        new OpenSensor(new SensorName("fake-0", ""), cpu),
                        new OpenSensor(new SensorName("next", ""), next)));

        rig.tick();

        assertThat(rig.hostJoules()).isEqualTo(100);
    }

    @Test
    void devicesAreAccountedForWithoutGarbage() throws ReflectiveOperationException {
        Consumer<DeviceUse> reporting = use -> {
            for (int pid = 0; pid < 50; pid++) {
                use.busy(0, 1_000 + pid, 10_000);
                use.busy(1, 1_000 + pid, 20_000);
            }
        };
        ReportingSensor sensor = new ReportingSensor(Topology.of(List.of(gpu0, gpu1), List.of(gpu0, gpu1)), reporting);
        ProcessInfo[] processes = new ProcessInfo[50];
        for (int i = 0; i < processes.length; i++) {
            processes[i] = process(1_000 + i);
        }
        WorkloadSource source = new WorkloadSource() {
            @Override
            public void read(Visitor visitor) {
                visitor.machine(4);
                for (ProcessInfo process : processes) {
                    visitor.process(process, 0, false);
                }
            }

            @Override
            public void close() {}
        };
        VirtualClock clock = new VirtualClock();
        Tick tick = new Tick(
                List.of(new OpenSensor(new SensorName("fake", ""), sensor)), source, clock, AllocationPolicy.CAPACITY);

        assertThat(Allocation.bytesPerCall(() -> {
                    clock.advance(SECOND / 1_000);
                    sensor.microjoules += 300_000;
                    tick.account();
                }))
                .isZero();
        assertThat(tick.run(0).processes())
                .hasSize(50)
                .allSatisfy(line -> assertThat(line.devices().microjoules()).isPositive());
    }
}
