package io.scaph.api.snapshot;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.energy.Energy;
import io.scaph.api.testing.Domains;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final long JOULE = 1_000_000;
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);

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
