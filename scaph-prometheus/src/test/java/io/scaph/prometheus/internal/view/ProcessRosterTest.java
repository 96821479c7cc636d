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

    private static ProcessRoster roster(int most) {
        return new ProcessRoster(
                most,
                (process, since) -> LabelSet.builder()
                        .with("pid", Long.toString(process.pid()))
                        .with("since", since)
                        .build());
    }

    private static Line<ProcessInfo> line(Listing<ProcessInfo> listing, long pid) {
        return listing.lines().stream()
                .filter(line -> line.subject().pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> pids(Listing<ProcessInfo> listing) {
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
            ProcessRoster roster = roster(10);
            roster.take(reader.latest(), true);

            Listing<ProcessInfo> listing = tick(roster, reader);

            assertThat(pids(listing)).containsExactly(1L, 2L);
            assertThat(line(listing, 1).energyMicrojoules()).isEqualTo(25_000_000);
            assertThat(line(listing, 2).energyMicrojoules()).isZero();
            assertThat(listing.otherMicrojoules()).isZero();
        }
    }

    @Test
    void aNewLineStaysAtZeroUntilScrapersHaveSeenItAndOtherCountsMeanwhile() {
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            ProcessRoster roster = roster(10);
            roster.take(reader.latest(), true);
            machine.run(3, "c", 4);
            Listing<ProcessInfo> listing = tick(roster, reader);
            for (int second = 1; second <= 15; second++) {
                assertThat(line(listing, 3).energyMicrojoules()).isZero();
                assertThat(line(listing, 3).lastMicrojoules()).isEqualTo(100_000_000);
                assertThat(listing.otherMicrojoules()).isEqualTo(second * 100_000_000L);
                listing = tick(roster, reader);
            }

            assertThat(line(listing, 3).energyMicrojoules()).isEqualTo(100_000_000);
            assertThat(listing.otherMicrojoules()).isEqualTo(1_500_000_000);
        }
    }

    @Test
    void whereThereIsNoRoomTheBusiestHaveTheLines() {
        machine.run(1, "idle", 0).run(2, "lazy", 0.1).run(3, "busy", 1).run(4, "busier", 2);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            ProcessRoster roster = roster(2);
            roster.take(reader.latest(), true);
            tick(roster, reader);
            Listing<ProcessInfo> listing = tick(roster, reader);

            assertThat(pids(listing)).containsExactly(3L, 4L);
            assertThat(listing.others()).isEqualTo(2);
            assertThat(listing.lastOtherCpuNanos()).isEqualTo(100_000_000);
        }
    }

    @Test
    void deviceEnergyIsInOtherUntilTheLineCountsAndInTheLineAfterwards() {
        machine.watts("gpu0", 200).run(1, "a", 1).use("gpu0", 1, 0.5);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            ProcessRoster roster = roster(10);
            roster.take(reader.latest(), true);
            Listing<ProcessInfo> listing = tick(roster, reader);
            assertThat(line(listing, 1).energyMicrojoules()).isEqualTo(125_000_000);
            assertThat(line(listing, 1).deviceMicrojoules()).isEqualTo(100_000_000);
            assertThat(listing.otherDeviceMicrojoules()).isZero();

            machine.run(2, "b", 0).use("gpu0", 2, 0.25);
            for (int i = 0; i < 16; i++) {
                listing = tick(roster, reader);
            }

            assertThat(line(listing, 2).deviceMicrojoules()).isEqualTo(50_000_000);
            assertThat(listing.otherDeviceMicrojoules()).isEqualTo(15 * 50_000_000L);
        }
    }

    @Test
    void aLineOutlivesItsProcessForAWhileAndThenLeavesItsValueToEnded() {
        machine.run(1, "a", 1);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            ProcessRoster roster = roster(10);
            roster.take(reader.latest(), true);
            tick(roster, reader);
            machine.end(1);
            Listing<ProcessInfo> after = tick(roster, reader);
            assertThat(line(after, 1).ended()).isTrue();
            assertThat(after.endedMicrojoules()).isZero();

            for (int i = 0; i < 74; i++) {
                after = tick(roster, reader);
            }
            assertThat(pids(after)).containsExactly(1L);
            after = tick(roster, reader);

            assertThat(after.lines()).isEmpty();
            assertThat(after.endedMicrojoules()).isEqualTo(25_000_000);
            assertThat(after.otherMicrojoules()).isZero();
        }
    }

    @Test
    void aProcessThatGetsALineAgainGetsANewOneThatBeginsAtZero() {
        machine.run(1, "a", 1).run(2, "b", 0);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            ProcessRoster roster = roster(1);
            roster.take(reader.latest(), true);
            Listing<ProcessInfo> listing = tick(roster, reader);
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
            assertThat(line(listing, 1).energyMicrojoules()).isZero();
            for (int i = 0; i < 15; i++) {
                listing = tick(roster, reader);
            }
            assertThat(line(listing, 1).energyMicrojoules()).isEqualTo(100_000_000);
        }
    }

    @Test
    void aProcessThatWasNeverSeenAliveHasNoLineAndItsEnergyIsInOther() {
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader();
                SnapshotReader other = monitor.reader()) {
            ProcessRoster roster = roster(10);
            roster.take(reader.latest(), true);
            machine.run(7, "short", 4);
            clock.advance(Duration.ofSeconds(1));
            other.refresh();
            machine.end(7);
            clock.advance(Duration.ofSeconds(1));

            Listing<ProcessInfo> listing = roster.take(reader.refresh(), true);

            assertThat(listing.lines()).isEmpty();
            assertThat(listing.otherMicrojoules()).isEqualTo(100_000_000);
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
            ProcessRoster roster = roster(1 + random.nextInt(4));
            Listing<ProcessInfo> before = roster.take(reader.latest(), true);
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
                Listing<ProcessInfo> listing = roster.take(now, true);
                long lines = 0;
                long last = 0;
                for (Line<ProcessInfo> line : listing.lines()) {
                    assertThat(line.energyMicrojoules())
                            .isGreaterThanOrEqualTo(
                                    highest.getOrDefault(line.labels().toString(), 0L));
                    highest.put(line.labels().toString(), line.energyMicrojoules());
                    assertThat(line.deviceMicrojoules())
                            .isBetween(highest.getOrDefault(line.labels() + " device", 0L), line.energyMicrojoules());
                    highest.put(line.labels() + " device", line.deviceMicrojoules());
                    lines += line.energyMicrojoules();
                    last += line.lastMicrojoules();
                    assertThat(line.lastMicrojoules()).isNotNegative();
                }
                long processes = busy(now);
                assertThat(lines + listing.otherMicrojoules() + listing.endedMicrojoules())
                        .isEqualTo(processes);
                assertThat(last + listing.lastOtherMicrojoules()).isEqualTo(processes - busy(from));
                assertThat(listing.lastOtherMicrojoules()).isNotNegative();
                assertThat(listing.otherMicrojoules()).isGreaterThanOrEqualTo(before.otherMicrojoules());
                assertThat(listing.otherDeviceMicrojoules())
                        .isBetween(before.otherDeviceMicrojoules(), listing.otherMicrojoules());
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

    private Listing<ProcessInfo> tick(ProcessRoster roster, SnapshotReader reader) {
        clock.advance(Duration.ofSeconds(1));
        return roster.take(reader.refresh(), true);
    }
}
