package io.scaph.api.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.testing.Domains;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Intervals of random machines: a package, memory, an estimated disk and a GPU, read by readers of different pace. */
class IntervalPropertyTest {
    @Test
    void everyIntervalAddsUpWhateverHappens() {
        Property.holds(300, random -> {
            try (RandomMachine machine = new RandomMachine(random)) {
                for (int i = 0; i < 40; i++) {
                    machine.live();
                    check(machine.interval());
                }
            }
        });
    }

    private static void check(Interval interval) {
        everyJouleOfTheHostIsSomewhere(interval);
        everyPartHasItsShareOfTheHostsPower(interval);
        groupsHaveTheEnergyOfTheirProcesses(interval);
        domainsAndDevicesMakeUpTheHost(interval);
        thisProcessIsOneOfTheProcesses(interval);
        itemsAreInOrder(interval);
        rangesAreThereForEstimatesAlone(interval);
    }

    private static void everyJouleOfTheHostIsSomewhere(Interval interval) {
        long sum = 0;
        for (Usage part : parts(interval)) {
            assertThat(part.energy().microjoules()).as(part.name()).isNotNegative();
            sum += part.energy().microjoules();
        }
        assertThat(sum).isEqualTo(interval.host().energy().microjoules());
        assertThat(interval.interrupts().energy().plus(interval.stolen().energy()))
                .isLessThanOrEqualTo(interval.unattributed().energy());
    }

    private static List<Usage> parts(Interval interval) {
        List<Usage> parts = new ArrayList<>(interval.processes());
        parts.addAll(List.of(interval.ended(), interval.idle(), interval.unattributed()));
        return parts;
    }

    private static void everyPartHasItsShareOfTheHostsPower(Interval interval) {
        List<Usage> parts = parts(interval);
        parts.addAll(interval.containers());
        parts.addAll(interval.jobs());
        parts.addAll(interval.units());
        parts.addAll(interval.users());
        interval.self().ifPresent(parts::add);
        interval.jvm().ifPresent(jvm -> parts.addAll(List.of(jvm, jvm.application(), jvm.gc(), jvm.jit())));
        parts.add(interval.interrupts());
        parts.add(interval.stolen());
        Usage host = interval.host();
        for (Usage part : parts) {
            OptionalDouble power = part.power();
            if (host.power().isEmpty()) {
                assertThat(power).as(part.name()).isEmpty();
            } else {
                double share = host.energy().microjoules() == 0
                        ? 0
                        : (double) part.energy().microjoules() / host.energy().microjoules();
                assertThat(power.orElseThrow())
                        .as(part.name())
                        .isCloseTo(host.power().getAsDouble() * share, within(1e-6));
            }
        }
    }

    /** Every process has a user and a unit, and keeps it. */
    private static void groupsHaveTheEnergyOfTheirProcesses(Interval interval) {
        Map<Object, Long> byUser = new HashMap<>();
        Map<Object, Long> byUnit = new HashMap<>();
        for (ProcessUsage process : interval.processes()) {
            long energy = process.energy().microjoules();
            byUser.merge(process.process().user().orElseThrow().identity(), energy, Long::sum);
            byUnit.merge(Unit.of(process.process().unit().orElseThrow()).identity(), energy, Long::sum);
        }
        atLeast(interval.users(), byUser, interval.ended());
        atLeast(interval.units(), byUnit, interval.ended());
    }

    private static void atLeast(
            List<? extends SubjectUsage<? extends Group>> groups, Map<Object, Long> byGroup, Usage ended) {
        long surplus = 0;
        for (SubjectUsage<? extends Group> group : groups) {
            long ofProcesses = byGroup.getOrDefault(group.subject().identity(), 0L);
            assertThat(group.energy().microjoules()).as(group.name()).isGreaterThanOrEqualTo(ofProcesses);
            surplus += group.energy().microjoules() - ofProcesses;
        }
        assertThat(surplus).isLessThanOrEqualTo(ended.energy().microjoules());
    }

    private static void domainsAndDevicesMakeUpTheHost(Interval interval) {
        long sum = 0;
        for (SubjectUsage<Domain> domain : interval.domains()) {
            assertThat(domain.energy())
                    .isEqualTo(interval.domain(domain.subject()).energy());
            sum += domain.energy().microjoules();
        }
        assertThat(sum).isEqualTo(interval.host().energy().microjoules());
        assertThat(interval.devices()).singleElement().satisfies(device -> {
            SubjectUsage<Domain> domain = interval.domain(Domains.gpu(0));
            assertThat(device.name()).isEqualTo("gpu-0");
            assertThat(device.subject()).isEqualTo(Domains.gpu(0));
            assertThat(device.energy()).isEqualTo(domain.energy());
            assertThat(device.power()).isEqualTo(domain.power());
        });
    }

    private static void thisProcessIsOneOfTheProcesses(Interval interval) {
        ProcessUsage self = interval.self().orElseThrow();
        assertThat(self.process().pid()).isEqualTo(RandomMachine.OWN_PID);
        assertThat(interval.processes())
                .filteredOn(process -> process.process().pid() == RandomMachine.OWN_PID)
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.energy()).isEqualTo(self.energy());
                    assertThat(process.cpuTime()).isEqualTo(self.cpuTime());
                });
        JvmUsage jvm = interval.jvm().orElseThrow();
        assertThat(jvm.energy()).isEqualTo(self.energy());
        assertThat(jvm.application()
                        .energy()
                        .plus(jvm.gc().energy())
                        .plus(jvm.jit().energy())
                        .plus(jvm.runtime().energy()))
                .isEqualTo(jvm.energy());
    }

    private static void itemsAreInOrder(Interval interval) {
        inOrder(interval.processes());
        inOrder(interval.containers());
        inOrder(interval.jobs());
        inOrder(interval.units());
        inOrder(interval.users());
        assertThat(interval.processes())
                .allSatisfy(process -> assertThat(process.cpuTime()).isGreaterThanOrEqualTo(Duration.ZERO));
    }

    private static void inOrder(List<? extends Usage> items) {
        for (int i = 1; i < items.size(); i++) {
            Usage one = items.get(i - 1);
            Usage next = items.get(i);
            assertThat(one.energy()).isGreaterThanOrEqualTo(next.energy());
            if (one.energy().equals(next.energy())) {
                assertThat(one.name()).isLessThanOrEqualTo(next.name());
            }
        }
    }

    private static void rangesAreThereForEstimatesAlone(Interval interval) {
        for (SubjectUsage<Domain> domain : interval.domains()) {
            boolean estimated = domain.subject().equals(RandomMachine.DISK);
            boolean ranged = estimated && domain.power().isPresent();
            assertThat(domain.lowPower().isPresent()).as(domain.name()).isEqualTo(ranged);
            assertThat(domain.highPower().isPresent()).as(domain.name()).isEqualTo(ranged);
        }
        Usage host = interval.host();
        if (host.lowPower().isPresent()) {
            assertThat(host.power().orElseThrow())
                    .isBetween(
                            host.lowPower().getAsDouble() - 1e-6,
                            host.highPower().orElseThrow() + 1e-6);
        }
        assertThat(host.highPower().isPresent()).isEqualTo(host.lowPower().isPresent());
    }
}
