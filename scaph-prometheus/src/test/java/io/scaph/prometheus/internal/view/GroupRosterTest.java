package io.scaph.prometheus.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which groups have a line, and for how long. */
class GroupRosterTest extends GroupRosters {
    private static final long JOULE = 1_000_000;

    private void run(long pid, String container, double cpus) {
        machine.run(pid, "p", cpus).contain(pid, Container.of(container, null, null));
    }

    private <G extends Group> PublishedLines<G> tick(Roster<G> roster, SnapshotReader reader) {
        clock.advance(Duration.ofSeconds(1));
        return roster.add(reader.refresh(), true);
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
}
