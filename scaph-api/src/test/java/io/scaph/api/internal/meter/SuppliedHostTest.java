package io.scaph.api.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Which supplied domains are the energy of the host. */
class SuppliedHostTest extends SuppliedSensorMonitors {
    private DoubleSupplier watts = () -> 10;

    @Test
    void theDomainIsTheHost() {
        Sensor sensor = Sensor.ofPower(wall, () -> 10);

        assertThat(sensor.topology().domains()).containsExactly(wall);
        assertThat(sensor.topology().host()).containsExactly(wall);
        assertThat(sensor.topology()).isSameAs(sensor.topology());
        assertThat(sensor.cpus()).isEmpty();
        sensor.close();
        sensor.close();
    }

    @Test
    void aPartOfAPackageIsNoHost() {
        Domain core = Domains.core(0);

        assertThat(Sensor.ofEnergy(core, () -> Energy.ZERO).topology().host()).isEmpty();
    }

    /** What a package uses is in what the wall meter measures. */
    @Test
    void theWallIsTheHostAndPowercapsDomainsAreDetails() throws Exception {
        FakeSensor powercap = FakeSensor.of(Domains.pkg(0), Domains.dram(0));
        FakeSensor gpus = FakeSensor.of(Domains.gpu(0)).reportsUse();
        Monitor monitor = monitor(Sensor.ofPower(wall, () -> 100), powercap, gpus);
        SnapshotReader reader = monitor.reader();
        Snapshot first = reader.latest();

        ScopeEnergy scope = monitor.measure(() -> {
            clock.advance(SECOND);
            powercap.add(Domains.pkg(0), 40 * JOULE);
            powercap.add(Domains.dram(0), 5 * JOULE);
            gpus.add(Domains.gpu(0), 30 * JOULE);
        });
        Snapshot snapshot = reader.refresh();

        assertThat(snapshot.root()).containsExactly(wall);
        assertThat(snapshot.rootRemark()).isEmpty();
        assertThat(microjoules(snapshot)).isEqualTo(100 * JOULE);
        Interval interval = Interval.between(first, snapshot);
        assertThat(interval.host().power()).hasValue(100);
        assertThat(interval.domain(Domains.pkg(0)).energy()).isEqualTo(Energy.ofJoules(40));
        assertThat(interval.domain(Domains.gpu(0)).energy()).isEqualTo(Energy.ofJoules(30));
        assertThat(interval.devices()).isEmpty();
        assertThat(scope.host().orElseThrow().energy()).isEqualTo(Energy.ofJoules(100));
    }

    @Test
    void twoPowerSuppliesAreAddedUp() throws Exception {
        Domain second = Domain.of("wall-2", DomainKind.WALL);
        SnapshotReader reader = open(Sensor.ofPower(wall, () -> 100), Sensor.ofPower(second, () -> 50));

        assertThat(microjoules(second(reader))).isEqualTo(150 * JOULE);
    }

    @Test
    void whileTheWallIsUnknownItsPartsDoNotStandInForIt() throws Exception {
        FakeSensor powercap = FakeSensor.of(Domains.pkg(0));
        SnapshotReader reader = open(Sensor.ofPower(wall, () -> watts.getAsDouble()), powercap);
        second(reader);
        Snapshot first = reader.latest();
        watts = () -> Double.NaN;
        powercap.add(Domains.pkg(0), 40 * JOULE);
        Snapshot snapshot = second(reader);

        Interval interval = Interval.between(first, snapshot);
        assertThat(interval.host().power()).isEmpty();
        assertThat(interval.host().energy()).isEqualTo(Energy.ZERO);
        assertThat(interval.missing()).containsExactly(wall);
    }
}
