package io.scaph.prometheus.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.GroupBalance;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.snapshot.TickSnapshot.HostTotal;
import io.scaph.api.internal.snapshot.TickSnapshot.TickCost;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a host of 4 CPUs and 100 W: 25 J for each CPU second. */
class GroupRosterTest {
    private static final long JOULE = 1_000_000;
    private static final Domain PACKAGE = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine =
            new SimulatedMachine(clock, 4, Topology.of(List.of(PACKAGE), List.of(PACKAGE))).watts("package-0", 100);

    private static <G extends Group> Roster<G> roster(MetricGroup<G> kind, int most) {
        return Roster.ofGroups(
                most,
                new GroupLabels<>(
                        kind,
                        (group, since) -> LabelSet.NONE
                                .with("id", group.identity().toString())
                                .with("since", since),
                        LabelSet.NONE.with("id", "other")));
    }

    private static Roster<Container> containers(int most) {
        return roster(MetricGroup.CONTAINER, most);
    }

    private void run(long pid, String container, double cpus) {
        machine.run(pid, "p", cpus).contain(pid, Container.of(container, null, null));
    }

    private <G extends Group> PublishedLines<G> tick(Roster<G> roster, SnapshotReader reader) {
        clock.advance(Duration.ofSeconds(1));
        return roster.add(reader.refresh(), true);
    }

    private static Map<String, Long> energies(PublishedLines<?> listing) {
        Map<String, Long> energies = new HashMap<>();
        listing.lines()
                .forEach(line ->
                        energies.put(line.labels().toString(), line.counted().microjoules()));
        return energies;
    }

    @Test
    void aGroupThatHasALineFromTheBeginningCountsAtOnce() {
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<Container> roster = containers(10);
            assertThat(roster.add(reader.latest(), true).isEmpty()).isTrue();
            run(1, "a", 1);

            PublishedLines<Container> listing = tick(roster, reader);

            assertThat(energies(listing)).containsExactly(Map.entry("{id=\"a\"}", 25 * JOULE));
            assertThat(listing.other().microjoules()).isZero();
        }
    }

    @Test
    void whereThereIsNoRoomTheBusiestHaveTheLinesAndOtherHasTheRest() {
        run(1, "idle", 0);
        run(2, "lazy", 0.1);
        run(3, "busy", 1);
        run(4, "busier", 2);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<Container> roster = containers(2);
            roster.add(reader.latest(), true);
            PublishedLines<Container> listing = tick(roster, reader);

            assertThat(listing.lines())
                    .extracting(line -> line.subject().id())
                    .containsExactlyInAnyOrder("busy", "busier");
            assertThat(listing.others()).isEqualTo(2);
            for (int i = 0; i < 20; i++) {
                listing = tick(roster, reader);
            }
            assertThat(energies(listing).values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            + listing.other().microjoules()
                            + listing.endedMicrojoules())
                    .isEqualTo(21 * 77_500_000L);
        }
    }

    @Test
    void withNoLinesAtAllOtherHasEverything() {
        run(1, "a", 1);
        run(2, "b", 2);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<Container> roster = containers(0);
            assertThat(roster.add(reader.latest(), true).isEmpty()).isFalse();

            PublishedLines<Container> listing = tick(roster, reader);

            assertThat(listing.lines()).isEmpty();
            assertThat(listing.others()).isEqualTo(2);
            assertThat(listing.other().microjoules()).isEqualTo(75 * JOULE);
        }
    }

    @Test
    void aContainerThatStartsAgainWithinAWhileGoesOnWhereItEnded() {
        run(1, "a", 1);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<Container> roster = containers(10);
            roster.add(reader.latest(), true);
            tick(roster, reader);
            machine.end(1);
            for (int i = 0; i < 60; i++) {
                tick(roster, reader);
            }
            run(2, "a", 1);

            PublishedLines<Container> listing = tick(roster, reader);

            assertThat(energies(listing)).containsExactly(Map.entry("{id=\"a\"}", 50 * JOULE));
        }
    }

    @Test
    void aContainerThatStartsAgainAfterItsLineWentGetsAnotherLineSoThatNoCounterBeginsAgain() {
        run(1, "a", 1);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<Container> roster = containers(10);
            roster.add(reader.latest(), true);
            tick(roster, reader);
            machine.end(1);
            PublishedLines<Container> listing = tick(roster, reader);
            for (int i = 0; i < 80; i++) {
                listing = tick(roster, reader);
            }
            assertThat(listing.lines()).isEmpty();
            assertThat(listing.endedMicrojoules()).isEqualTo(25 * JOULE);
            run(2, "a", 1);
            for (int i = 0; i < 16; i++) {
                listing = tick(roster, reader);
            }

            assertThat(listing.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line.labels().value("since")).isPresent())
                    .satisfies(line -> assertThat(line.counted().microjoules()).isEqualTo(25 * JOULE));
            assertThat(listing.other().microjoules()).isEqualTo(15 * 25 * JOULE);
        }
    }

    @Test
    void aUserWithoutAProcessKeepsTheLineWhileThereIsRoom() {
        machine.run(1, "p", 1).describe(1, process -> of(process, Optional.empty(), 1_000));
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<User> roster = roster(MetricGroup.USER, 10);
            roster.add(reader.latest(), true);
            tick(roster, reader);
            machine.end(1);
            PublishedLines<User> listing = tick(roster, reader);
            for (int i = 0; i < 300; i++) {
                listing = tick(roster, reader);
            }

            assertThat(energies(listing)).containsExactly(Map.entry("{id=\"1000\"}", 25 * JOULE));
        }
    }

    private static ProcessInfo of(ProcessInfo process, Optional<String> unit, long uid) {
        return process.withUnit(unit.orElse(null)).withUser(User.of(uid, null));
    }

    /** Memory is bounded, and what the containers used is still there when all of them have ended. */
    @Test
    void aHundredThousandShortContainersLeaveTheirEnergyAndNothingElse() {
        Roster<Container> roster = containers(50);
        List<GroupEnergy<Container>> living = List.of();
        long gone = 0;
        long before = 0;
        for (int tick = 0; tick < 400; tick++) {
            List<GroupEnergy<Container>> lines = new ArrayList<>();
            for (GroupEnergy<Container> line : living) {
                lines.add(new GroupLine<>(line.group(), line.energy(), true, 1));
                gone += line.energy().microjoules();
            }
            living = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                Container container = Container.of(tick + "-" + i, null, null);
                living.add(new GroupLine<>(container, new Energy(1_000), false, 1));
            }
            lines.addAll(living);

            PublishedLines<Container> listing = roster.add(
                    snapshot(tick, new GroupLines<>(lines, new Energy(gone - 1_000L * (lines.size() - 250)))), true);

            assertThat(listing.lines()).hasSizeLessThanOrEqualTo(50);
            assertThat(listing.others()).isLessThanOrEqualTo(250);
            assertThat(roster.size()).isLessThanOrEqualTo(550);
            assertThat(sum(listing)).isEqualTo((tick + 1) * 250_000L).isGreaterThan(before);
            before = sum(listing);
        }
    }

    private static Snapshot snapshot(long second, Groups<Container> containers) {
        return new TickSnapshot(
                second,
                second * 1_000_000_000,
                Instant.ofEpochSecond(second),
                List.of(),
                Topology.of(List.of(PACKAGE), List.of(PACKAGE)),
                new HostTotal(EnergyRange.ofMicrojoules(0, 0, 0), List.of(PACKAGE), Optional.empty()),
                List.of(),
                new Balance(
                        AllocationPolicy.CAPACITY,
                        4,
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(),
                        new GroupBalance(
                                containers,
                                new GroupLines<>(List.of(), Energy.ZERO),
                                new GroupLines<>(List.of(), Energy.ZERO),
                                new GroupLines<>(List.of(), Energy.ZERO)),
                        List.of(),
                        Energy.ZERO,
                        Energy.ZERO,
                        Energy.ZERO,
                        Energy.ZERO,
                        Energy.ZERO),
                new TickCost(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                Optional.empty(),
                Optional.empty());
    }

    private static long sum(PublishedLines<?> listing) {
        long sum = listing.other().microjoules() + listing.endedMicrojoules();
        for (PublishedLine<?> line : listing.lines()) {
            sum += line.counted().microjoules();
        }
        return sum;
    }

    /** Processes come, go and change their groups at random; lines are few, many or none; readers skip ticks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void sumsHoldAndNoSeriesEverFallsForAnyKindAtAnyCut(long seed) {
        Random random = new Random(seed);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader();
                SnapshotReader other = monitor.reader()) {
            List<Roster<?>> rosters = List.of(
                    roster(MetricGroup.CONTAINER, random.nextInt(5)),
                    roster(MetricGroup.UNIT, random.nextInt(5)),
                    roster(MetricGroup.USER, random.nextInt(5)));
            Roster<ProcessInfo> processes = Roster.ofProcesses(
                    random.nextInt(3), (process, since) -> LabelSet.NONE.with("pid", process.identity() + since));
            List<Map<String, Long>> highest = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
            processes.add(reader.latest(), true);
            rosters.forEach(roster -> roster.add(reader.latest(), true));
            for (int i = 0; i < 400; i++) {
                change(random);
                clock.advance(Duration.ofMillis(random.nextInt(8) == 0 ? 30_000 : random.nextInt(2_000)));
                if (random.nextInt(5) == 0) {
                    other.refresh();
                    clock.advance(Duration.ofMillis(random.nextInt(500)));
                }
                Snapshot now = reader.refresh();
                long ofProcesses = now.ended().microjoules()
                        + now.processes().stream()
                                .mapToLong(one -> one.energy().microjoules())
                                .sum();
                assertThat(sum(processes.add(now, true))).isEqualTo(ofProcesses);
                List<Long> sums = new ArrayList<>();
                for (int kind = 0; kind < rosters.size(); kind++) {
                    PublishedLines<?> listing = rosters.get(kind).add(now, random.nextBoolean());
                    assertNoneFalls(listing, highest.get(kind));
                    sums.add(sum(listing));
                }
                assertThat(sums).containsExactly(now.containers().energy().microjoules(), ofProcesses, ofProcesses);
            }
        }
    }

    /** Every process has a unit and a user, and some a container. */
    private void change(Random random) {
        for (int change = random.nextInt(4); change > 0; change--) {
            long pid = random.nextInt(12);
            if (random.nextInt(3) == 0) {
                machine.end(pid);
                continue;
            }
            machine.run(pid, "p", random.nextInt(3) * random.nextDouble() / 8);
            String unit = "u" + random.nextInt(7) + ".service";
            long uid = random.nextInt(6);
            machine.describe(pid, process -> of(process, Optional.of(unit), uid));
            if (random.nextBoolean()) {
                machine.contain(pid, Container.of("c" + random.nextInt(7), null, null));
            }
        }
    }

    private static void assertNoneFalls(PublishedLines<?> listing, Map<String, Long> highest) {
        Map<String, Long> now = energies(listing);
        assertThat(now).hasSameSizeAs(listing.lines());
        now.put("other", listing.other().microjoules());
        now.put("ended", listing.endedMicrojoules());
        now.forEach((series, value) -> {
            assertThat(value).as(series).isGreaterThanOrEqualTo(highest.getOrDefault(series, 0L));
            highest.put(series, value);
        });
    }
}
