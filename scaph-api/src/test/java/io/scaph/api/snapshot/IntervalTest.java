package io.scaph.api.snapshot;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.GroupBalance;
import io.scaph.api.internal.snapshot.CorrectionCounts;
import io.scaph.api.internal.snapshot.DomainTotal;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.snapshot.TickSnapshot.HostTotal;
import io.scaph.api.internal.snapshot.TickSnapshot.TickCost;
import io.scaph.api.testing.Domains;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;

    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final Topology topology = Topology.of(List.of(pkg0, pkg1), List.of(pkg0, pkg1));

    /** A snapshot in the making. */
    private final class Moment {
        private final long sequence;
        private final long nanos;
        private final long[] joules = new long[2];
        private final long[] knownSeconds = new long[2];
        private long unknownSeconds;
        private final List<ProcessEnergy> lines = new ArrayList<>();
        private long ended;
        private long idle;
        private long unattributed;

        Moment(long sequence, long seconds) {
            this.sequence = sequence;
            this.nanos = Long.MAX_VALUE - 5 * SECOND + seconds * SECOND;
        }

        Moment domain(int index, long energyJoules, long seconds) {
            joules[index] = energyJoules;
            knownSeconds[index] = seconds;
            return this;
        }

        /** For how long the first domain has been unknown. */
        Moment unknown(long seconds) {
            unknownSeconds = seconds;
            return this;
        }

        Moment line(ProcessInfo process, long energyJoules, boolean hasEnded) {
            lines.add(new ProcessTotal(
                    process, new Energy(energyJoules * JOULE), Energy.ZERO, Energy.ZERO, Duration.ZERO, hasEnded));
            return this;
        }

        private static <G extends Group> Groups<G> none() {
            return new GroupLines<>(List.of(), Energy.ZERO);
        }

        private static EnergyRange range(long joules) {
            return EnergyRange.ofMicrojoules(joules * JOULE, joules * JOULE, joules * JOULE);
        }

        Moment rest(long endedJoules, long idleJoules, long unattributedJoules) {
            ended = endedJoules;
            idle = idleJoules;
            unattributed = unattributedJoules;
            return this;
        }

        Snapshot snapshot() {
            List<DomainEnergy> domains = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                domains.add(new DomainTotal(
                        topology.domains().get(i),
                        range(joules[i]),
                        Duration.ofSeconds(knownSeconds[i]),
                        Duration.ofSeconds(i == 0 ? unknownSeconds : 0),
                        Optional.empty(),
                        new CorrectionCounts(0, 0, 0, 0, 0, 0, 0, Energy.ZERO)));
            }
            return new TickSnapshot(
                    sequence,
                    nanos,
                    Instant.EPOCH,
                    List.of(),
                    topology,
                    new HostTotal(range(joules[0] + joules[1]), topology.host(), Optional.empty()),
                    domains,
                    new Balance(
                            AllocationPolicy.CAPACITY,
                            4,
                            Duration.ZERO,
                            Duration.ZERO,
                            lines,
                            new GroupBalance(none(), none(), none(), none()),
                            List.of(),
                            Energy.ofJoules((double) ended),
                            Energy.ofJoules((double) idle),
                            Energy.ofJoules((double) unattributed),
                            Energy.ZERO,
                            Energy.ZERO),
                    new TickCost(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private Interval between(Moment from, Moment to) {
        return Interval.between(from.snapshot(), to.snapshot());
    }

    @Test
    void powerIsEnergyOverTime() {
        Interval interval = between(
                new Moment(0, 0).domain(0, 5, 0).domain(1, 0, 0),
                new Moment(10, 10).domain(0, 105, 10).domain(1, 50, 10));

        assertThat(interval.duration().toNanos() / 1e9).isEqualTo(10);
        assertThat(interval.domain(pkg0).power()).hasValue(10);
        assertThat(interval.domain(pkg1).power()).hasValue(5);
        assertThat(interval.host().power()).hasValue(15);
        assertThat(interval.host().energy().microjoules()).isEqualTo(150 * JOULE);
        assertThat(interval.missing()).isEmpty();
    }

    @Test
    void energyThatIsCaughtUpIsNoSpike() {
        Interval interval = between(
                new Moment(0, 3).domain(0, 30, 0).domain(1, 30, 3),
                new Moment(1, 4).domain(0, 70, 4).domain(1, 40, 4));

        assertThat(interval.domain(pkg0).power()).hasValue(10);
        assertThat(interval.host().power()).hasValue(20);
    }

    @Test
    void aGapIsNoDip() {
        Interval interval =
                between(new Moment(0, 0), new Moment(10, 10).domain(0, 20, 2).domain(1, 50, 10));

        assertThat(interval.domain(pkg0).power()).hasValue(10);
        assertThat(interval.host().power()).hasValue(15);
    }

    @Test
    void aDomainOfWhichNothingIsKnownHasNoPowerAndNeitherHasTheHost() {
        Interval interval =
                between(new Moment(0, 0), new Moment(10, 9).domain(1, 50, 9).unknown(9));

        assertThat(interval.domain(pkg0).power()).isEmpty();
        assertThat(interval.host().power()).isEmpty();
        assertThat(interval.missing()).containsExactly(pkg0);
    }

    @Test
    void theHostDoesNotWaitForADomainThatIsGone() {
        Interval interval =
                between(new Moment(0, 0), new Moment(10, 10).domain(1, 50, 10).unknown(10));

        assertThat(interval.host().power()).hasValue(5);
        assertThat(interval.missing()).containsExactly(pkg0);
    }

    @Test
    void whereNothingIsKnownNoPowerIsKnown() {
        Interval interval =
                between(new Moment(0, 0).line(process(1), 0, false), new Moment(1, 1).line(process(1), 0, false));

        assertThat(interval.host().power()).isEmpty();
        assertThat(interval.idle().power()).isEmpty();
        assertThat(interval.unattributed().power()).isEmpty();
        assertThat(interval.ended().power()).isEmpty();
        assertThat(interval.processes())
                .singleElement()
                .satisfies(consumer -> assertThat(consumer.power()).isEmpty());
    }

    @Test
    void aHostThatUsedNothingHasNoWattsButIsKnown() {
        Interval interval = between(
                new Moment(0, 0).line(process(1), 0, false),
                new Moment(1, 1).domain(0, 0, 1).domain(1, 0, 1).line(process(1), 0, false));

        assertThat(interval.host().power()).hasValue(0);
        assertThat(interval.processes())
                .singleElement()
                .satisfies(consumer -> assertThat(consumer.power()).hasValue(0));
    }

    @Test
    void anIntervalOfNoLengthHasNoPower() {
        Snapshot snapshot = new Moment(3, 3).domain(0, 9, 3).snapshot();

        Interval interval = Interval.between(snapshot, snapshot);

        assertThat(interval.duration().toNanos() / 1e9).isZero();
        assertThat(interval.host().energy().microjoules()).isZero();
        assertThat(interval.host().power()).isEmpty();
    }

    @Test
    void consumersAreSortedByWhatTheyTookInTheInterval() {
        Interval interval = between(
                new Moment(0, 0).line(process(1), 1_000, false).line(process(2), 0, false),
                new Moment(1, 1)
                        .domain(0, 100, 1)
                        .line(process(1), 1_010, false)
                        .line(process(3), 20, false)
                        .line(process(2), 70, true));

        assertThat(interval.processes())
                .extracting(consumer -> consumer.total().process().name())
                .containsExactly("process-2", "process-3", "process-1");
        assertThat(interval.processes())
                .extracting(consumer -> consumer.energy().microjoules())
                .containsExactly(70 * JOULE, 20 * JOULE, 10 * JOULE);
    }

    @Test
    void consumersThatTookTheSameAreSortedByName() {
        Interval interval = between(
                new Moment(0, 0),
                new Moment(1, 1)
                        .line(process(1, 0, "b"), 5, false)
                        .line(process(2, 0, "c"), 5, false)
                        .line(process(3, 0, "a"), 5, false));

        assertThat(interval.processes())
                .extracting(consumer -> consumer.total().process().name())
                .containsExactly("a", "b", "c");
    }

    @Test
    void theLinesShareTheHostsPowerByTheirEnergy() {
        Interval interval = between(
                new Moment(0, 0),
                new Moment(4, 4)
                        .domain(0, 100, 2)
                        .domain(1, 100, 4)
                        .line(process(1), 50, false)
                        .rest(20, 100, 30));

        assertThat(interval.host().power()).hasValue(75);
        assertThat(interval.processes().get(0).power().orElseThrow()).isCloseTo(18.75, within(1e-9));
        assertThat(interval.ended().power().orElseThrow()).isCloseTo(7.5, within(1e-9));
        assertThat(interval.idle().power().orElseThrow()).isCloseTo(37.5, within(1e-9));
        assertThat(interval.unattributed().power().orElseThrow()).isCloseTo(11.25, within(1e-9));
        assertThat(interval.part("part", new Energy(200 * JOULE)).power().orElseThrow())
                .isCloseTo(75, within(1e-9));
    }

    @Test
    void energyOfALineThatWasSeenIsNotCountedAgainWhenItIsFolded() {
        Interval interval = between(
                new Moment(0, 0).line(process(1), 50, true).rest(10, 0, 0),
                new Moment(1, 1).domain(0, 5, 1).rest(60, 5, 0));

        assertThat(interval.ended().energy().microjoules()).isZero();
    }

    @Test
    void whatALineTookBeforeItWasFoldedUnseenIsInEnded() {
        Interval interval = between(
                new Moment(0, 0).line(process(1), 50, false),
                new Moment(1, 1).domain(0, 30, 1).rest(80, 0, 0));

        assertThat(interval.ended().energy().microjoules()).isEqualTo(30 * JOULE);
    }

    @Test
    void aWorkloadThatComesBackAfterItWasFoldedTookNoNegativeEnergy() {
        Interval interval = between(
                new Moment(0, 0).domain(0, 50, 0).line(process(1), 50, true),
                new Moment(1, 1).domain(0, 60, 1).line(process(1), 10, false).rest(50, 0, 0));

        assertThat(interval.processes().get(0).energy().microjoules()).isEqualTo(10 * JOULE);
        assertThat(interval.ended().energy().microjoules()).isZero();
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsRefused() {
        Snapshot early = new Moment(1, 1).snapshot();
        Snapshot late = new Moment(2, 20).snapshot();

        assertThat(Interval.between(early, late).duration().toNanos() / 1e9).isEqualTo(19);
        assertThatThrownBy(() -> Interval.between(late, early)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aForeignDomainIsRefused() {
        Interval interval = between(new Moment(0, 0), new Moment(1, 1));

        assertThatThrownBy(() -> interval.domain(Domains.pkg(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-7");
    }

    @Test
    void aSnapshotIsAsCertainAsItsLeastCertainDomain() {
        assertThat(new Moment(0, 0).snapshot().quality()).isEqualTo(Quality.MEASURED);
    }
}
