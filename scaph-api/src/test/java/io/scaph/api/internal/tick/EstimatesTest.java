package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.host.Sample;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.topology.Domain;
import org.junit.jupiter.api.Test;

/** The interval of what is estimated. */
class EstimatesTest {
    private final Domain guessed = Domains.estimated(0);
    private final Domain measured = Domains.dram(1);
    private final FakeSensor model = FakeSensor.of(guessed);
    private final FakeSensor counter = FakeSensor.of(measured);

    private Rig rig() {
        model.estimate(0.5, 2);
        return new Rig(model, counter);
    }

    @Test
    void bothEndsGrowFromTheFirstReadingOn() {
        Rig rig = rig();
        model.add(guessed, 10 * JOULE);

        rig.tick();

        assertThat(rig.domain(guessed).energy().microjoules()).isEqualTo(10 * JOULE);
        assertThat(rig.domain(guessed).range().low().microjoules()).isEqualTo(5 * JOULE);
        assertThat(rig.domain(guessed).range().high().microjoules()).isEqualTo(20 * JOULE);
    }

    @Test
    void theHostIsAsUncertainAsItsDomainsTogether() {
        Rig rig = rig();
        counter.add(measured, JOULE);
        Snapshot before = rig.tick();
        model.add(guessed, 10 * JOULE);
        counter.add(measured, 3 * JOULE);

        Snapshot after = rig.tick();

        Interval interval = Interval.between(before, after);
        assertThat(after.host().low().microjoules()).isEqualTo(9 * JOULE);
        assertThat(after.host().high().microjoules()).isEqualTo(24 * JOULE);
        assertThat(interval.domain(guessed).lowPower()).hasValue(5);
        assertThat(interval.domain(guessed).highPower()).hasValue(20);
        assertThat(interval.domain(measured).lowPower()).isEmpty();
        assertThat(interval.host().lowPower()).hasValue(8);
        assertThat(interval.host().highPower()).hasValue(23);
    }

    @Test
    void whatIsMeasuredHasNoInterval() {
        Rig rig = new Rig(counter);
        counter.add(measured, JOULE);
        Snapshot before = rig.tick();
        counter.add(measured, 2 * JOULE);

        Snapshot after = rig.tick();

        assertThat(Interval.between(before, after).host().lowPower()).isEmpty();
        assertThat(after.host().low().microjoules()).isEqualTo(3 * JOULE);
        assertThat(after.host().high().microjoules()).isEqualTo(3 * JOULE);
    }

    @Test
    void aMeasuredCounterThatWrapsIsAsCertainAsBefore() {
        counter.set(measured, Domains.RANGE - JOULE);
        Rig rig = new Rig(counter);
        counter.set(measured, JOULE);

        rig.tick();

        assertThat(rig.domain(measured).range().low().microjoules())
                .isEqualTo(rig.domain(measured).energy().microjoules())
                .isGreaterThan(2 * JOULE);
        assertThat(rig.domain(measured).range().high().microjoules())
                .isEqualTo(rig.domain(measured).energy().microjoules());
    }

    @Test
    void whatComesBackAfterAGapComesWithItsInterval() {
        Rig rig = rig();
        model.add(guessed, 10 * JOULE);
        model.failing(guessed, true);
        Snapshot unknown = rig.tick();
        model.failing(guessed, false);
        model.add(guessed, 10 * JOULE);

        rig.tick();

        assertThat(unknown.host().high().microjoules()).isZero();
        assertThat(rig.domain(guessed).range().low().microjoules()).isEqualTo(10 * JOULE);
        assertThat(rig.domain(guessed).range().high().microjoules()).isEqualTo(40 * JOULE);
    }

    @Test
    void aScopesReadingBetweenTicksLosesNothingOfTheInterval() {
        Rig rig = rig();
        model.add(guessed, 10 * JOULE);
        rig.clock.advance(Rig.SECOND / 2);
        Sample sample = rig.tick.counters().sample();
        model.add(guessed, 10 * JOULE);

        Snapshot after = rig.tickAfter(Rig.SECOND / 2);

        assertThat(sample.host().lowMicrojoules()).isEqualTo(5 * JOULE);
        assertThat(sample.host().highMicrojoules()).isEqualTo(20 * JOULE);
        assertThat(after.host().low().microjoules()).isEqualTo(10 * JOULE);
        assertThat(after.host().high().microjoules()).isEqualTo(40 * JOULE);
    }
}
