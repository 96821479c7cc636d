package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.testing.PluginFailures.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sensors that fail, which cost only themselves. */
class TickFaultTest {
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final FakeSensor sensor = FakeSensor.of(pkg0);
    private final FakeSensor other = FakeSensor.of(pkg1);

    static Stream<Throwable> whatPluginsThrow() {
        return Stream.of(
                new IllegalStateException("broken on purpose"),
                new NoClassDefFoundError("missing/Type"),
                new ExceptionInInitializerError("broken on purpose"),
                new AssertionError("broken on purpose"),
                new IOError(new IOException("broken on purpose")),
                new StackOverflowError("broken on purpose"));
    }

    @ParameterizedTest
    @MethodSource("whatPluginsThrow")
    void aSensorThatThrowsCostsOnlyItself(Throwable thrown) {
        Rig rig = new Rig(sensor, other);
        sensor.intercept(() -> {
            throw unchecked(thrown);
        });
        sensor.add(pkg0, 10 * JOULE);
        other.add(pkg1, 20 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(20 * JOULE);
        assertThat(rig.domain(pkg0).gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("fake-0"));
        assertThat(rig.domain(pkg1).gap()).isEmpty();
    }

    @Test
    void aSensorThatThrewIsCaughtUp() {
        Rig rig = new Rig(sensor, other);
        sensor.intercept(() -> {
            throw unchecked(new IllegalStateException("broken on purpose"));
        });
        sensor.add(pkg0, 10 * JOULE);
        rig.tick();
        sensor.intercept(() -> {});
        sensor.add(pkg0, 10 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(20 * JOULE);
        assertThat(rig.domain(pkg0).knownTime().toNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void whatASensorPutBeforeItThrewCounts() {
        Topology topology = Topology.of(List.of(pkg0, pkg1), List.of(pkg0, pkg1));
        long[] raw = {1_000 * JOULE};
        Sensor half = new Sensor() {
            @Override
            public Topology topology() {
                return topology;
            }

            @Override
            public void read(RawCounters counters) {
                counters.put(0, raw[0]);
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public void close() {}
        };
        Tick tick = new Tick(
                List.of(new OpenSensor(new SensorName("half", ""), half)),
                new FakeWorkloads(1),
                new VirtualClock(),
                AllocationPolicy.CAPACITY);
        tick.run(Long.MAX_VALUE);
        raw[0] += 5 * JOULE;

        Snapshot snapshot = tick.run(Long.MAX_VALUE);

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(5 * JOULE);
        assertThat(snapshot.domains().get(1).gap()).isPresent();
    }

    @Test
    void aNegativeValueIsRefusedAndCostsOnlyItsSensor() {
        Rig rig = new Rig(sensor, other);
        sensor.set(pkg0, -1);
        other.add(pkg1, 20 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(20 * JOULE);
        assertThat(rig.domain(pkg0).gap()).isPresent();
    }

    @Test
    void twoSensorsOfOneDomainAreRefused() {
        assertThatThrownBy(() -> new Rig(sensor, FakeSensor.of(pkg0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void closingClosesEverySensorEvenIfOneThrows() {
        Sensor stubborn = new Sensor() {
            @Override
            public Topology topology() {
                return Topology.of(List.of(pkg1), List.of(pkg1));
            }

            @Override
            public void read(RawCounters counters) {
                counters.put(0, 0);
            }

            @Override
            public void close() {
                throw new IllegalStateException("broken on purpose");
            }
        };
        FakeWorkloads workloads = new FakeWorkloads(1);
        Tick tick = new Tick(
                List.of(
                        new OpenSensor(new SensorName("stubborn", ""), stubborn),
                        new OpenSensor(new SensorName("fake", ""), sensor)),
                workloads,
                new VirtualClock(),
                AllocationPolicy.CAPACITY);

        tick.close();

        assertThat(sensor.closes()).isEqualTo(1);
        assertThat(workloads.closes()).isEqualTo(1);
    }
}
