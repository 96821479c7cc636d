package io.scaph.api.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Sensors that are supplied with the energy of a counter. */
class SuppliedEnergyTest extends SuppliedSensorMonitors {
    private Supplier<Energy> counter = () -> Energy.ZERO;

    private SnapshotReader ofEnergy(Domain domain) throws Exception {
        return open(Sensor.ofEnergy(domain, () -> counter.get()));
    }

    @Test
    void aCounterIsReadAsItIs() throws Exception {
        counter = () -> new Energy(5 * JOULE);
        SnapshotReader reader = ofEnergy(wall);
        counter = () -> new Energy(12 * JOULE);

        assertThat(microjoules(second(reader))).isEqualTo(7 * JOULE);
    }

    @Test
    void aCounterWrapsAtTheRangeOfItsDomain() throws Exception {
        counter = () -> new Energy(90 * JOULE);
        SnapshotReader reader = ofEnergy(
                Domain.of("meter", DomainKind.PACKAGE).withRange(100 * JOULE).withCeiling(50));
        counter = () -> new Energy(4 * JOULE);

        Snapshot wrapped = second(reader);

        assertThat(microjoules(wrapped)).isEqualTo(14 * JOULE);
        assertThat(domain(wrapped).corrections().wraps()).isEqualTo(1);
    }

    @Test
    void energyIsCaughtUpAfterACounterCouldNotBeRead() throws Exception {
        SnapshotReader reader = ofEnergy(wall);
        counter = () -> {
            throw new IllegalStateException("busy");
        };
        Snapshot failed = second(reader);
        counter = () -> new Energy(20 * JOULE);
        Snapshot back = second(reader);

        assertThat(domain(failed).gap()).contains("busy");
        assertThat(microjoules(failed)).isZero();
        assertThat(microjoules(back)).isEqualTo(20 * JOULE);
        assertThat(domain(back).knownTime()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aCounterBelowZeroIsAReadingThatFailed() throws Exception {
        SnapshotReader reader = ofEnergy(wall);
        counter = () -> new Energy(-5);

        assertThat(domain(second(reader)).gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("-5 µJ"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aCounterThatIsNullIsAReadingThatFailed() throws Exception {
        SnapshotReader reader = open(Sensor.ofEnergy(wall, () -> null));

        assertThat(domain(second(reader)).gap()).contains("its supplier gave no energy");
    }
}
