package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.internal.tick.Rig.energy;
import static io.scaph.api.testing.FakeWorkloads.process;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;

/** A machine of 4 CPUs, one package and two GPUs, with two processes. */
abstract class TwoGpuMachine {
    final Domain pkg = Domains.pkg(0);
    final Domain gpu0 = Domains.gpu(0);
    final Domain gpu1 = Domains.gpu(1);
    final FakeSensor cpu = FakeSensor.of(pkg);
    final FakeSensor gpus = FakeSensor.of(gpu0, gpu1).reportsUse();
    final ProcessInfo one = process(1);
    final ProcessInfo two = process(2);
    final Rig rig = new Rig(cpu, gpus);

    static long joules(Snapshot snapshot, ProcessInfo process) {
        return energy(snapshot, process) / JOULE;
    }

    /** Both are there, and one keeps one CPU busy. */
    void second(long cpuJoules, long gpuJoules) {
        cpu.add(pkg, cpuJoules * JOULE);
        gpus.add(gpu0, gpuJoules * JOULE);
        rig.workloads.use(one, SECOND);
        rig.workloads.use(two, 0);
    }
}
