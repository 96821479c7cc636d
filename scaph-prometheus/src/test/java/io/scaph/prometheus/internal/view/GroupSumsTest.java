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
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
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

/** What the groups used is in their lines, in other or with those that ended, whatever happens. */
class GroupSumsTest extends GroupRosters {
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
