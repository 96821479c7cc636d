package io.scaph.prometheus.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessRosterTest {
    private static final Domain PACKAGE = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

    private static final Domain GPU = Domain.of("gpu0", DomainKind.GPU).at("card");

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = new SimulatedMachine(
                    clock, 4, Topology.of(List.of(PACKAGE, GPU), List.of(PACKAGE, GPU)))
            .watts("package-0", 100);

    private static Roster<ProcessInfo> roster(int most) {
        return Roster.ofProcesses(
                most,
                (process, since) ->
                        LabelSet.NONE.with("pid", Long.toString(process.pid())).with("since", since));
    }

    private static PublishedLine<ProcessInfo> line(PublishedLines<ProcessInfo> listing, long pid) {
        return listing.lines().stream()
                .filter(line -> line.subject().pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> pids(PublishedLines<ProcessInfo> listing) {
        return listing.lines().stream()
                .map(line -> line.subject().pid())
                .sorted()
                .toList();
    }

    @Test
    void whileThereIsRoomEveryProcessHasALine() {
        machine.run(1, "a", 1).run(2, "b", 0);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(10);
            roster.add(reader.latest(), true);

            PublishedLines<ProcessInfo> listing = tick(roster, reader);

            assertThat(pids(listing)).containsExactly(1L, 2L);
            assertThat(line(listing, 1).counted().microjoules()).isEqualTo(25_000_000);
            assertThat(line(listing, 2).counted().microjoules()).isZero();
            assertThat(listing.other().microjoules()).isZero();
        }
    }

    @Test
    void aNewLineStaysAtZeroUntilScrapersHaveSeenItAndOtherCountsMeanwhile() {
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(10);
            roster.add(reader.latest(), true);
            machine.run(3, "c", 4);
            PublishedLines<ProcessInfo> listing = tick(roster, reader);
            for (int second = 1; second <= 15; second++) {
                assertThat(line(listing, 3).counted().microjoules()).isZero();
                assertThat(line(listing, 3).last().microjoules()).isEqualTo(100_000_000);
                assertThat(listing.other().microjoules()).isEqualTo(second * 100_000_000L);
                listing = tick(roster, reader);
            }

            assertThat(line(listing, 3).counted().microjoules()).isEqualTo(100_000_000);
            assertThat(listing.other().microjoules()).isEqualTo(1_500_000_000);
        }
    }

    @Test
    void whereThereIsNoRoomTheBusiestHaveTheLines() {
        machine.run(1, "idle", 0).run(2, "lazy", 0.1).run(3, "busy", 1).run(4, "busier", 2);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(2);
            roster.add(reader.latest(), true);
            tick(roster, reader);
            PublishedLines<ProcessInfo> listing = tick(roster, reader);

            assertThat(pids(listing)).containsExactly(3L, 4L);
            assertThat(listing.others()).isEqualTo(2);
            assertThat(listing.lastOther().cpuNanos()).isEqualTo(100_000_000);
        }
    }

    @Test
    void deviceEnergyIsInOtherUntilTheLineCountsAndInTheLineAfterwards() {
        machine.watts("gpu0", 200).run(1, "a", 1).use("gpu0", 1, 0.5);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(10);
            roster.add(reader.latest(), true);
            PublishedLines<ProcessInfo> listing = tick(roster, reader);
            assertThat(line(listing, 1).counted().microjoules()).isEqualTo(125_000_000);
            assertThat(line(listing, 1).counted().deviceMicrojoules()).isEqualTo(100_000_000);
            assertThat(listing.other().deviceMicrojoules()).isZero();

            machine.run(2, "b", 0).use("gpu0", 2, 0.25);
            for (int i = 0; i < 16; i++) {
                listing = tick(roster, reader);
            }

            assertThat(line(listing, 2).counted().deviceMicrojoules()).isEqualTo(50_000_000);
            assertThat(listing.other().deviceMicrojoules()).isEqualTo(15 * 50_000_000L);
        }
    }

    @Test
    void aLineOutlivesItsProcessForAWhileAndThenLeavesItsValueToEnded() {
        machine.run(1, "a", 1);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(10);
            roster.add(reader.latest(), true);
            tick(roster, reader);
            machine.end(1);
            PublishedLines<ProcessInfo> after = tick(roster, reader);
            assertThat(line(after, 1).ended()).isTrue();
            assertThat(after.endedMicrojoules()).isZero();

            for (int i = 0; i < 74; i++) {
                after = tick(roster, reader);
            }
            assertThat(pids(after)).containsExactly(1L);
            after = tick(roster, reader);

            assertThat(after.lines()).isEmpty();
            assertThat(after.endedMicrojoules()).isEqualTo(25_000_000);
            assertThat(after.other().microjoules()).isZero();
        }
    }

    @Test
    void aProcessThatGetsALineAgainGetsANewOneThatBeginsAtZero() {
        machine.run(1, "a", 1).run(2, "b", 0);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(1);
            roster.add(reader.latest(), true);
            PublishedLines<ProcessInfo> listing = tick(roster, reader);
            String first = line(listing, 1).labels().toString();
            machine.run(1, "a", 0).run(2, "b", 4);
            for (int i = 0; i < 5; i++) {
                listing = tick(roster, reader);
            }
            assertThat(pids(listing)).containsExactly(2L);
            assertThat(listing.endedMicrojoules()).isEqualTo(25_000_000);
            machine.run(1, "a", 4).run(2, "b", 0);
            while (!pids(listing).contains(1L)) {
                listing = tick(roster, reader);
            }

            assertThat(line(listing, 1).labels().toString()).isNotEqualTo(first);
            assertThat(line(listing, 1).counted().microjoules()).isZero();
            for (int i = 0; i < 15; i++) {
                listing = tick(roster, reader);
            }
            assertThat(line(listing, 1).counted().microjoules()).isEqualTo(100_000_000);
        }
    }

    @Test
    void aProcessThatWasNeverSeenAliveHasNoLineAndItsEnergyIsInOther() {
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader();
                SnapshotReader other = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(10);
            roster.add(reader.latest(), true);
            machine.run(7, "short", 4);
            clock.advance(Duration.ofSeconds(1));
            other.refresh();
            machine.end(7);
            clock.advance(Duration.ofSeconds(1));

            PublishedLines<ProcessInfo> listing = roster.add(reader.refresh(), true);

            assertThat(listing.lines()).isEmpty();
            assertThat(listing.other().microjoules()).isEqualTo(100_000_000);
        }
    }

    /** Processes come, go, work and rest at random, with far too few lines for them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingEverFallsAndEveryJouleIsInOnePlace(long seed) {
        Random random = new Random(seed);
        machine.watts("gpu0", 300);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            Roster<ProcessInfo> roster = roster(1 + random.nextInt(4));
            PublishedLines<ProcessInfo> before = roster.add(reader.latest(), true);
            Snapshot from = reader.latest();
            Map<String, Long> highest = new HashMap<>();
            for (int i = 0; i < 400; i++) {
                for (int change = random.nextInt(4); change > 0; change--) {
                    long pid = random.nextInt(12);
                    if (random.nextInt(3) == 0) {
                        machine.end(pid);
                    } else {
                        machine.run(pid, "p", random.nextInt(3) * random.nextDouble() / 8);
                        machine.use("gpu0", pid, random.nextInt(2) * random.nextDouble() / 12);
                    }
                }
                clock.advance(Duration.ofNanos(random.nextInt(2_000_000_000)));
                Snapshot now = reader.refresh();
                PublishedLines<ProcessInfo> listing = roster.add(now, true);
                long lines = 0;
                long last = 0;
                for (PublishedLine<ProcessInfo> line : listing.lines()) {
                    assertThat(line.counted().microjoules())
                            .isGreaterThanOrEqualTo(
                                    highest.getOrDefault(line.labels().toString(), 0L));
                    highest.put(line.labels().toString(), line.counted().microjoules());
                    assertThat(line.counted().deviceMicrojoules())
                            .isBetween(
                                    highest.getOrDefault(line.labels() + " device", 0L),
                                    line.counted().microjoules());
                    highest.put(line.labels() + " device", line.counted().deviceMicrojoules());
                    lines += line.counted().microjoules();
                    last += line.last().microjoules();
                    assertThat(line.last().microjoules()).isNotNegative();
                }
                long processes = busy(now);
                assertThat(lines + listing.other().microjoules() + listing.endedMicrojoules())
                        .isEqualTo(processes);
                assertThat(last + listing.lastOther().microjoules()).isEqualTo(processes - busy(from));
                assertThat(listing.lastOther().microjoules()).isNotNegative();
                assertThat(listing.other().microjoules())
                        .isGreaterThanOrEqualTo(before.other().microjoules());
                assertThat(listing.other().deviceMicrojoules())
                        .isBetween(
                                before.other().deviceMicrojoules(),
                                listing.other().microjoules());
                assertThat(listing.endedMicrojoules()).isGreaterThanOrEqualTo(before.endedMicrojoules());
                from = now;
                before = listing;
            }
        }
    }

    private static long busy(Snapshot snapshot) {
        return snapshot.host().energy().microjoules()
                - snapshot.idle().microjoules()
                - snapshot.unattributed().microjoules();
    }

    private PublishedLines<ProcessInfo> tick(Roster<ProcessInfo> roster, SnapshotReader reader) {
        clock.advance(Duration.ofSeconds(1));
        return roster.add(reader.refresh(), true);
    }
}
