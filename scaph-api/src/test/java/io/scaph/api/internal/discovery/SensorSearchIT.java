package io.scaph.api.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeSensorProvider;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** With real ticks: a sensor is only taken over while ticks continue. */
class SensorSearchIT {
    private static final long MILLI = 1_000_000;
    private static final PluginSetup SETUP = PluginSetup.standard();

    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final Domain guess = Domains.estimated(0);

    private final FakeSensor one = moving(FakeSensor.of(pkg0), pkg0);
    private final FakeSensor both = moving(FakeSensor.of(pkg0, pkg1), pkg0, pkg1);
    private final FakeSensor model = moving(FakeSensor.of(guess), guess);

    private final AtomicReference<Availability> found = new AtomicReference<>(available(one));
    private final AtomicReference<FakeSensor> opened = new AtomicReference<>(one);
    private final FakeSensorProvider counters = new FakeSensorProvider("counters")
            .priority(() -> 100)
            .probe(() -> Objects.requireNonNull(found.get()))
            .opening(() -> Objects.requireNonNull(opened.get()));
    private final FakeSensorProvider estimate =
            new FakeSensorProvider("estimate").priority(() -> 0).opening(() -> model);

    /** Every counter moves by 1 J at each reading. */
    private static FakeSensor moving(FakeSensor sensor, Domain... domains) {
        sensor.intercept(() -> {
            for (Domain domain : domains) {
                sensor.add(domain, 1_000);
            }
        });
        return sensor;
    }

    private static Availability available(FakeSensor sensor) {
        return Availability.available("it is there").withTopology(sensor.topology());
    }

    private static Availability unavailable() {
        return Availability.unavailable("input/output error", "wait");
    }

    private interface Check {
        void run(SensorSearch search, SnapshotReader reader) throws Exception;
    }

    private void running(String name, Check check) throws Exception {
        List<OpenSensor> open = Selection.sensors(name, List.of(counters, estimate), SETUP);
        Tick tick = new Tick(open, new FakeWorkloads(1), NanoClock.SYSTEM, AllocationPolicy.CAPACITY);
        SensorSearch search = new SensorSearch(
                name.equals(Selection.AUTO),
                List.of(counters, estimate),
                SETUP,
                UnaryOperator.identity(),
                tick.counters());
        try (TickLoop loop = TickLoop.start(tick, NanoClock.SYSTEM, 20 * MILLI);
                SnapshotReader reader = loop.reader()) {
            check.run(search, reader);
        }
    }

    private static void settle(SnapshotReader reader, Supplier<Boolean> until) {
        for (int i = 0; i < 1_000 && !until.get(); i++) {
            reader.refresh();
        }
    }

    @Test
    void aBetterSensorThatWorksLaterTakesOverWithoutAJump() throws Exception {
        found.set(unavailable());
        running("auto", (search, reader) -> {
            search.look();
            Snapshot before = reader.refresh();
            found.set(available(one));

            search.look();

            Snapshot after = reader.refresh();
            assertThat(before.sensorNames()).isEqualTo("estimate");
            assertThat(after.sensorNames()).isEqualTo("counters");
            assertThat(after.root()).containsExactly(pkg0);
            assertThat(after.host().energy().microjoules())
                    .isBetween(
                            before.host().energy().microjoules(),
                            before.host().energy().microjoules() + 2_000_000);
            assertThat(model.closes()).isEqualTo(1);
        });
    }

    @Test
    void aPackageThatAppearsLaterJoinsAndTheOthersLoseNothing() throws Exception {
        running("counters", (search, reader) -> {
            Snapshot before = reader.refresh();
            both.set(pkg0, 1_000_000_000 + before.domains().get(0).energy().microjoules() + 1_000);
            found.set(available(both));
            opened.set(both);

            search.look();

            Snapshot joined = reader.refresh();
            assertThat(joined.root()).containsExactly(pkg0, pkg1);
            assertThat(joined.domains().get(0).energy().microjoules())
                    .isGreaterThanOrEqualTo(before.domains().get(0).energy().microjoules());
            assertThat(joined.domains().get(0).corrections().losses()).isZero();
            assertThat(joined.domains().get(1).energy().microjoules()).isPositive();
            assertThat(one.closes()).isEqualTo(1);
        });
    }

    @Test
    void aSensorThatIsAsItWasStaysOpen() throws Exception {
        running("auto", (search, reader) -> {
            search.look();
            search.look();

            assertThat(reader.refresh().sensorNames()).isEqualTo("counters");
            assertThat(counters.opened()).isEqualTo(1);
            assertThat(one.closes()).isZero();
        });
    }

    @Test
    void countersThatDoNotMoveGiveWayToTheNextSensorUntilTheyDo() throws Exception {
        one.intercept(() -> {});
        running("auto", (search, reader) -> {
            Thread.sleep(10_500);
            reader.refresh();

            search.look();

            Snapshot estimated = reader.refresh();
            assertThat(estimated.sensorNames()).isEqualTo("estimate");
            moving(one, pkg0);

            search.look();

            Snapshot measured = reader.refresh();
            assertThat(measured.sensorNames()).isEqualTo("counters");
            assertThat(measured.host().energy().microjoules())
                    .isGreaterThanOrEqualTo(estimated.host().energy().microjoules());
        });
    }

    @Test
    void aSensorThatWasNamedIsNeverReplacedByAnother() throws Exception {
        one.intercept(() -> {});
        running("counters", (search, reader) -> {
            Thread.sleep(10_500);
            reader.refresh();

            search.look();

            assertThat(reader.refresh().sensorNames()).isEqualTo("counters");
            assertThat(estimate.opened()).isZero();
        });
    }

    @Test
    void totalsOfADomainThatWasLeftGoOnWhenItComesBack() throws Exception {
        running("auto", (search, reader) -> {
            settle(reader, () -> reader.latest().domains().get(0).energy().microjoules() > 10_000);
            long before = reader.latest().domains().get(0).energy().microjoules();
            FakeSensor again =
                    moving(new FakeSensor(Topology.of(List.of(pkg0, pkg1), List.of(pkg0, pkg1))), pkg0, pkg1);
            found.set(available(again));
            opened.set(again);

            search.look();

            assertThat(reader.refresh().domains().get(0).energy().microjoules()).isGreaterThanOrEqualTo(before);
        });
    }
}
