package io.scaph.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A machine of 4 CPUs, a package of 40 W with cores of 10 W, and this JVM on one CPU. */
class EnergyMetricsTest {
    private static final Domain PACKAGE = domain(DomainKind.PACKAGE, "package-0");
    private static final Domain CORE = domain(DomainKind.CORE, "core-0");

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = new SimulatedMachine(
                    clock, 4, Topology.of(List.of(PACKAGE, CORE), List.of(PACKAGE)))
            .watts(PACKAGE.id(), 40)
            .watts(CORE.id(), 10)
            .run(7, "mine", 1)
            .self(7);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Monitor monitor = machine.monitor();

    private static Domain domain(DomainKind kind, String zone) {
        return Domain.ofSocket(kind, 0).at(zone);
    }

    @AfterEach
    void close() {
        registry.close();
        monitor.close();
    }

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        try (SnapshotReader reader = monitor.reader()) {
            reader.refresh();
        }
    }

    private double joules(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double watts(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void theHostHasEnergyAndPower() {
        new EnergyMetrics(monitor).bindTo(registry);
        pass(3);

        assertThat(joules("scaph.host.energy", "quality", "measured")).isCloseTo(120, within(1e-6));
        assertThat(watts("scaph.host.power")).isCloseTo(40, within(1e-6));
    }

    @Test
    void eachDomainHasItsOwn() {
        new EnergyMetrics(monitor).bindTo(registry);
        pass(3);

        assertThat(joules("scaph.domain.energy", "domain", CORE.id(), "kind", "core"))
                .isCloseTo(30, within(1e-6));
        assertThat(watts("scaph.domain.power", "domain", PACKAGE.id())).isCloseTo(40, within(1e-6));
    }

    @Test
    void thisProcessHasItsPart() {
        new EnergyMetrics(monitor).bindTo(registry);
        pass(3);

        assertThat(joules("scaph.process.energy")).isCloseTo(30, within(1e-5));
        assertThat(watts("scaph.process.power")).isCloseTo(10, within(1e-5));
    }

    @Test
    void thePartsOfTheJvmAddUpToTheProcess() {
        monitor.close();
        monitor = machine.jvm(0.2, 0.1, 0.05).monitor();
        new EnergyMetrics(monitor).bindTo(registry);
        pass(2);
        pass(2);

        assertThat(joules("scaph.jvm.energy", "part", "gc")).isCloseTo(8, within(1e-5));
        assertThat(joules("scaph.jvm.energy", "part", "jit")).isCloseTo(4, within(1e-5));
        assertThat(joules("scaph.jvm.energy", "part", "runtime")).isCloseTo(2, within(1e-5));
        double sum = registry.get("scaph.jvm.energy").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
        assertThat(sum).isCloseTo(joules("scaph.process.energy"), within(1e-9));
    }

    @Test
    void withoutTheDetailThereAreNoParts() {
        new EnergyMetrics(monitor).bindTo(registry);

        assertThat(registry.find("scaph.jvm.energy").meters()).isEmpty();
    }

    @Test
    void aMachineThatDoesNotShowThisProcessHasNoMetersOfIt() {
        monitor.close();
        monitor = machine.self(99).monitor();
        new EnergyMetrics(monitor).bindTo(registry);

        assertThat(registry.find("scaph.process.energy").meters()).isEmpty();
    }

    @Test
    void powerIsNotANumberUntilItIsKnown() {
        new EnergyMetrics(monitor).bindTo(registry);
        assertThat(watts("scaph.host.power")).isNaN();
        assertThat(watts("scaph.process.power")).isNaN();

        pass(1);
        assertThat(watts("scaph.host.power")).isCloseTo(40, within(1e-6));

        machine.readable(PACKAGE.id(), false);
        pass(1);
        assertThat(watts("scaph.host.power")).isNaN();
        assertThat(watts("scaph.process.power")).isNaN();
        assertThat(joules("scaph.host.energy")).isCloseTo(40, within(1e-6));
    }

    @Test
    void aPowerThatIsReadTwiceIsTheSame() {
        new EnergyMetrics(monitor).bindTo(registry);
        pass(1);
        double first = watts("scaph.host.power");
        machine.watts(PACKAGE.id(), 80);

        assertThat(watts("scaph.host.power")).isEqualTo(first);
        pass(1);
        assertThat(watts("scaph.host.power")).isCloseTo(80, within(1e-6));
    }

    @Test
    void registriesOfDifferentPaceDoNotDisturbEachOther() {
        MeterRegistry slow = new SimpleMeterRegistry();
        EnergyMetrics metrics = new EnergyMetrics(monitor);
        metrics.bindTo(registry);
        metrics.bindTo(slow);
        pass(1);
        assertThat(watts("scaph.host.power")).isCloseTo(40, within(1e-6));
        machine.watts(PACKAGE.id(), 80);
        pass(1);

        assertThat(watts("scaph.host.power")).isCloseTo(80, within(1e-6));
        assertThat(slow.get("scaph.host.power").gauge().value()).isCloseTo(60, within(1e-6));
    }

    @Test
    void metersOutliveTheBinder() throws InterruptedException {
        WeakReference<EnergyMetrics> binder = bindAndForget();
        for (int i = 0; i < 100 && binder.get() != null; i++) {
            System.gc();
            Thread.sleep(5);
        }
        assertThat(binder.get()).isNull();
        pass(1);

        assertThat(joules("scaph.host.energy")).isCloseTo(40, within(1e-6));
        assertThat(watts("scaph.host.power")).isCloseTo(40, within(1e-6));
    }

    private WeakReference<EnergyMetrics> bindAndForget() {
        EnergyMetrics binder = new EnergyMetrics(monitor);
        binder.bindTo(registry);
        return new WeakReference<>(binder);
    }

    @Test
    void aCounterOutlivesGaugesThatAFilterDenies() {
        registry.config().meterFilter(MeterFilter.deny(id -> id.getName().endsWith(".power")));
        bindAndForget();
        System.gc();
        pass(1);

        assertThat(joules("scaph.host.energy")).isCloseTo(40, within(1e-6));
    }

    @Test
    void metersHaveUnitsAndTags() {
        new EnergyMetrics(monitor, List.of(Tag.of("site", "berlin"))).bindTo(registry);

        FunctionCounter energy =
                registry.get("scaph.host.energy").tag("site", "berlin").functionCounter();
        Gauge power = registry.get("scaph.host.power").tag("site", "berlin").gauge();
        assertThat(energy.getId().getBaseUnit()).isEqualTo("joules");
        assertThat(power.getId().getBaseUnit()).isEqualTo("watts");
    }

    @Test
    void closingTakesTheMetersAwayAndLeavesTheMonitorOpen() {
        try (EnergyMetrics metrics = new EnergyMetrics(monitor)) {
            metrics.bindTo(registry);
        }

        assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
        pass(1);
        try (SnapshotReader reader = monitor.reader()) {
            assertThat(reader.latest().sequence()).isPositive();
        }
    }

    @Test
    void aTotalNeverFalls() {
        new EnergyMetrics(monitor).bindTo(registry);
        pass(2);
        double before = joules("scaph.process.energy");
        machine.end(7);
        pass(2);

        assertThat(joules("scaph.process.energy")).isEqualTo(before);
        assertThat(watts("scaph.process.power")).isNaN();
    }
}
