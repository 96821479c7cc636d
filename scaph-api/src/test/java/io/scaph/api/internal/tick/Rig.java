package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A machine of 4 CPUs that ticks by hand; every snapshot is checked for conservation. */
final class Rig {
    static final long SECOND = VirtualClock.SECOND;
    static final long JOULE = 1_000_000;

    final VirtualClock clock = new VirtualClock();
    final FakeWorkloads workloads = new FakeWorkloads(4);
    final Tick tick;
    private TickSnapshot latest;

    Rig(FakeSensor... sensors) {
        this(AllocationKey::of, sensors);
    }

    Rig(Function<Domain, Optional<AllocationKey>> keys, FakeSensor... sensors) {
        List<OpenSensor> open = new ArrayList<>();
        for (FakeSensor sensor : sensors) {
            open.add(new OpenSensor(new SensorName("fake-" + open.size(), "a fake"), sensor));
        }
        tick = new Tick(open, workloads, clock, AllocationPolicy.CAPACITY, keys);
        latest = tick.run(Long.MAX_VALUE);
    }

    static ProcessEnergy line(Snapshot snapshot, ProcessInfo process) {
        return snapshot.processes().stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .findFirst()
                .orElseThrow();
    }

    /** The microjoules of a process. */
    static long energy(Snapshot snapshot, ProcessInfo process) {
        return line(snapshot, process).energy().microjoules();
    }

    /** A second passes. */
    TickSnapshot tick() {
        return tickAfter(SECOND);
    }

    TickSnapshot tickAfter(long nanos) {
        clock.advance(nanos);
        TickSnapshot next = tick.run(latest.sequence());
        if (next.host().energy().microjoules() < latest.host().energy().microjoules()) {
            throw new AssertionError("the host's energy fell: " + latest.host() + " to " + next.host());
        }
        latest = next;
        long sum = latest.ended().microjoules()
                + latest.idle().microjoules()
                + latest.unattributed().microjoules();
        for (ProcessEnergy line : latest.processes()) {
            sum += line.energy().microjoules();
        }
        if (sum != latest.host().energy().microjoules()) {
            throw new AssertionError("the ledger has " + sum + " µJ, the host " + latest.host());
        }
        for (DeviceTotal device : latest.balance().devices()) {
            if (device.energy().microjoules()
                    != domain(device.device()).energy().microjoules()) {
                throw new AssertionError("the account of " + device + " is not " + domain(device.device()));
            }
        }
        return latest;
    }

    DomainEnergy domain(Domain domain) {
        return latest.domains().get(latest.topology().domains().indexOf(domain));
    }

    long hostJoules() {
        return latest.host().energy().microjoules() / JOULE;
    }
}
