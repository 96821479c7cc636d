package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A third allocation key, made up for this test: the energy of DRAM by the bytes that each process moved. All it takes is
 * {@link #keys}; the {@link Rig} checks conservation at each tick.
 */
class MemoryTrafficTest {
    private static final long BYTES_PER_NANOSECOND = 10;
    private static final long BYTES_PER_SECOND = BYTES_PER_NANOSECOND * SECOND;

    private final Domain pkg = Domains.pkg(0);
    private final Domain dram = Domains.dram(0);
    private final Domain gpu = Domains.gpu(0);
    private final FakeSensor sensor = FakeSensor.of(pkg, dram, gpu).reportsUse();
    private final ProcessInfo one = process(1);
    private final ProcessInfo two = process(2);
    private final Rig rig = new Rig(MemoryTrafficTest::keys, sensor);

    private static Optional<AllocationKey> keys(Domain domain) {
        return domain.kind() == DomainKind.DRAM
                ? Optional.of((wallNanos, bytes) -> Math.max(wallNanos * BYTES_PER_NANOSECOND, bytes))
                : AllocationKey.of(domain);
    }

    /** One keeps one of 4 CPUs busy, two is idle. */
    private void second() {
        sensor.add(pkg, 40 * JOULE);
        sensor.add(dram, 10 * JOULE);
        sensor.add(gpu, 100 * JOULE);
        rig.workloads.use(one, SECOND);
        rig.workloads.use(two, 0);
    }

    private static double joules(Snapshot snapshot, ProcessInfo process) {
        return snapshot.processes().stream()
                        .filter(line -> line.process().identity().equals(process.identity()))
                        .mapToLong(line -> line.energy().microjoules())
                        .sum()
                / (double) JOULE;
    }

    @Test
    void eachPartOfTheHostGoesByItsOwnKey() {
        second();
        sensor.use(dram, 2, BYTES_PER_SECOND / 5);
        sensor.use(gpu, 2, SECOND / 2);

        Snapshot snapshot = rig.tick();

        assertThat(joules(snapshot, one)).isEqualTo(10);
        assertThat(joules(snapshot, two)).isEqualTo(2 + 50);
        assertThat(snapshot.idle().microjoules()).isEqualTo((30 + 8 + 50) * JOULE);
    }

    @Test
    void trafficWaitsForEnergyThatIsNotKnownYet() {
        second();
        sensor.failing(dram, true);
        sensor.use(dram, 2, BYTES_PER_SECOND);
        Snapshot unknown = rig.tick();
        second();
        sensor.failing(dram, false);

        Snapshot known = rig.tick();

        assertThat(joules(unknown, two)).isZero();
        assertThat(joules(known, two)).isEqualTo(10);
    }

    @Test
    void trafficOfAnUnknownProcessIsUnattributed() {
        second();
        sensor.use(dram, 77, BYTES_PER_SECOND);

        assertThat(rig.tick().unattributed().microjoules()).isEqualTo(10 * JOULE);
    }

    @Test
    void everyJouleIsKeptWhateverFails() {
        Property.holds(100, random -> {
            FakeSensor any = FakeSensor.of(pkg, dram, gpu).reportsUse();
            Rig machine = new Rig(MemoryTrafficTest::keys, any);
            for (int i = 0; i < 30; i++) {
                for (Domain domain : any.topology().domains()) {
                    any.add(domain, random.nextLong(100 * JOULE));
                    any.failing(domain, random.nextInt(4) == 0);
                }
                machine.workloads.use(process(random.nextInt(4)), random.nextLong(4 * SECOND));
                any.use(dram, random.nextInt(6), random.nextLong(2 * BYTES_PER_SECOND));
                any.use(gpu, random.nextInt(6), random.nextLong(SECOND));

                machine.tick();
            }
        });
    }
}
