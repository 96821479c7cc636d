package io.scaph.profiler.internal.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.profiler.internal.division.LedgerLine.Own;
import io.scaph.profiler.internal.division.Reading.ThreadTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnergyDivisionTest extends DivisionRules {
    @Test
    void theEnergyOfAThreadIsDividedAmongItsSamples() {
        sample(1, "a", 3);
        sample(1, "b", 1);
        settle(reading(1, line(1_000, 40), thread(1, 40)));

        assertThat(energy("a")).isEqualTo(750);
        assertThat(energy("b")).isEqualTo(250);
        assertThat(division.totals().unsampled()).isZero();
    }

    @Test
    void threadsGetEnergyByCpuTimeHoweverManySamplesTheyHave() {
        sample(1, "a", 9);
        sample(2, "b", 1);
        settle(reading(1, line(1_000, 100), thread(1, 25), thread(2, 75)));

        assertThat(energy("a")).isEqualTo(250);
        assertThat(energy("b")).isEqualTo(750);
    }

    @Test
    void whatAThreadUsedBeforeItsFirstSampleGoesToThatSample() {
        settle(reading(1, line(100, 5), thread(1, 5)));
        assertThat(division.totals().unsampled()).isEqualTo(100);
        sample(1, "a", 1);
        settle(reading(2, line(200, 10), thread(1, 10)));

        assertThat(energy("a")).isEqualTo(200);
        assertThat(division.totals().unsampled()).isZero();
    }

    @Test
    void aThreadThatEndsUnsampledStaysUnsampled() {
        settle(reading(1, line(100, 5), thread(1, 5)));
        settle(reading(2, line(200, 10), thread(2, 5)));

        assertThat(division.totals().unsampled()).isEqualTo(200);
        assertThat(threadEnergy("thread-*")).isEqualTo(100);
    }

    @Test
    void theSamplesOfAThreadThatEndedStandForItsCpuTime() {
        settle(reading(1, line(1_000, 100), thread(1, 50), thread(2, 50)));
        sample(1, "a", 5);
        settle(reading(2, line(2_000, 200), thread(2, 100)));

        assertThat(energy("a")).isEqualTo(1_000);
        assertThat(threadEnergy("thread-2")).isEqualTo(1_000);
    }

    @Test
    void cpuTimeThatNoThreadExplainsIsThatOfUnknownThreads() {
        settle(reading(1, line(1_000, 100), thread(1, 60)));

        assertThat(threadEnergy("thread-1")).isEqualTo(600);
        assertThat(threadEnergy("[ended or unknown threads]")).isEqualTo(400);
    }

    @Test
    void theJvmsOwnPartsAreNotDividedAndTakeTheirCpuTimeAlong() {
        sample(1, "a", 1);
        settle(reading(1, new LedgerLine(1_000, 0, 0, 100 * MILLI, new Own(200, 100, 100)), thread(1, 60)));

        assertThat(energy("a")).isEqualTo(600);
        assertThat(division.totals().microjoules()).isEqualTo(1_000);
        assertThat(division.totals().own()).isEqualTo(new Own(200, 100, 100));
        assertThat(threadEnergy("[ended or unknown threads]")).isZero();
    }

    @Test
    void withoutTheJvmsPartsTheWholeLineIsTheApplications() {
        LedgerLine start = new LedgerLine(0, 0, 0, 0, null);
        EnergyDivision unknown = new EnergyDivision(reading(0, start), start);
        unknown.add(reading(1, new LedgerLine(1_000, 0, 0, 100 * MILLI, null), thread(1, 60)));
        unknown.settle(1);

        assertThat(unknown.totals().own()).isNull();
        assertThat(unknown.totals().microjoules()).isEqualTo(1_000);
        assertThat(unknown.totals().threads())
                .extracting(ThreadTotal::microjoules)
                .containsExactlyInAnyOrder(600L, 400L);
    }

    @Test
    void devicesAndChildrenAreUnsampled() {
        sample(1, "a", 1);
        settle(reading(1, new LedgerLine(1_000, 300, 200, 70 * MILLI, new Own(0, 0, 0)), thread(1, 50)));

        assertThat(energy("a")).isEqualTo(500);
        assertThat(division.totals().unsampled()).isEqualTo(500);
        assertThat(threadEnergy("[devices and ended children]")).isEqualTo(500);
    }

    @Test
    void energyThatComesLateIsDividedAmongAllSamplesSinceThen() {
        sample(1, "a", 1);
        settle(reading(1, 0, line(0, 0), thread(1, 10)));
        assertThat(division.totals().unknown()).isEqualTo(Duration.ofSeconds(1));
        sample(2, "b", 1);
        settle(reading(2, line(1_000, 20), thread(1, 10), thread(2, 10)));

        assertThat(energy("a")).isEqualTo(500);
        assertThat(energy("b")).isEqualTo(500);
        assertThat(division.totals().unknown()).isZero();
    }

    @Test
    void energyThatIsNeverKnownIsUnknownAndNot0() {
        sample(1, "a", 2);
        settle(reading(1, 0, line(0, 20), thread(1, 20)));
        sample(1, "b", 1);
        settle(reading(2, 1, line(100, 30), thread(1, 30)));

        assertThat(division.totals().unknown()).isEqualTo(Duration.ofSeconds(1));
        assertThat(division.totals().dropped()).isEqualTo(2);
        assertThat(division.totals().stacks())
                .extracting(StackTotal::microjoules)
                .containsExactly(100L);
    }

    @Test
    void aTickWithoutALineIsDividedWithTheNext() {
        sample(1, "a", 1);
        settle(reading(1, null, thread(1, 10)));
        sample(1, "b", 1);
        settle(reading(2, line(1_000, 20), thread(1, 20)));

        assertThat(energy("a")).isEqualTo(500);
        assertThat(energy("b")).isEqualTo(500);
    }

    @Test
    void virtualThreadsHaveTheCpuTimeOfTheirCarriers() {
        division.add(new StackSample(StackSample.VIRTUAL, "", List.of("a"), PERIOD, 1, false));
        settle(reading(
                1,
                line(1_000, 100),
                new ThreadTime(5, "worker-1", true, 50 * MILLI),
                new ThreadTime(6, "worker-2", true, 50 * MILLI)));

        assertThat(energy("a")).isEqualTo(1_000);
        assertThat(threadEnergy("[virtual threads]")).isEqualTo(1_000);
    }

    @Test
    void samplesOfALaterTickWaitForIt() {
        division.add(reading(1, line(1_000, 10), thread(1, 10)));
        division.add(reading(2, line(3_000, 30), thread(1, 30)));
        sample(1, "a", 1);
        division.settle(1);
        sample(1, "b", 2);
        division.settle(2);

        assertThat(energy("a")).isEqualTo(1_000);
        assertThat(energy("b")).isEqualTo(2_000);
    }

    @Test
    void theSquaresGiveTheErrorOfCountedSamples() {
        sample(1, "a", 4);
        settle(reading(1, line(1_000, 40), thread(1, 40)));

        assertThat(division.totals().stacks().get(0).squares()).isCloseTo(4 * 250.0 * 250.0, within(1e-6));
    }
}
