package io.scaph.profiler.internal.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.topology.Quality;
import io.scaph.profiler.internal.division.LedgerLine.Own;
import io.scaph.profiler.internal.division.Reading.ThreadTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyDivisionTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long PERIOD = 10 * MILLI;

    private final EnergyDivision division = new EnergyDivision(reading(0, line(0, 0)), line(0, 0));

    private static Reading reading(long second, @Nullable LedgerLine line, ThreadTime... threads) {
        return reading(second, second, line, threads);
    }

    private static Reading reading(long second, long knownSeconds, @Nullable LedgerLine line, ThreadTime... threads) {
        return new Reading(
                second,
                second * SECOND,
                Instant.ofEpochSecond(second),
                knownSeconds * SECOND,
                Quality.MEASURED,
                line,
                List.of(threads));
    }

    private static LedgerLine line(long microjoules, long cpuMillis) {
        return new LedgerLine(microjoules, 0, 0, cpuMillis * MILLI, new Own(0, 0, 0));
    }

    private static ThreadTime thread(long id, long cpuMillis) {
        return new ThreadTime(id, "thread-" + id, false, cpuMillis * MILLI);
    }

    private void sample(long thread, String method, int count) {
        division.add(new Sample(thread, "thread-" + thread, List.of("main", method), count * PERIOD, count, false));
    }

    private void sampleInNative(long thread, String method, int count) {
        division.add(new Sample(thread, "thread-" + thread, List.of("main", method), count * PERIOD, count, true));
    }

    private void settle(Reading reading) {
        division.add(reading);
        division.settle(reading.sequence());
    }

    private long energy(String method) {
        return division.totals().stacks().stream()
                .filter(stack -> stack.frames().get(stack.frames().size() - 1).equals(method))
                .mapToLong(StackTotal::microjoules)
                .sum();
    }

    private long samples(String method) {
        return division.totals().stacks().stream()
                .filter(stack -> stack.frames().get(stack.frames().size() - 1).equals(method))
                .mapToLong(StackTotal::samples)
                .sum();
    }

    private long threadEnergy(String name) {
        return division.totals().threads().stream()
                .filter(thread -> thread.name().equals(name))
                .mapToLong(ThreadTotal::microjoules)
                .sum();
    }

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
    void samplesOfWaitingDoNotCount() {
        // 10 ms of CPU time in a second: it has waited for the rest.
        sample(1, "work", 1);
        sampleInNative(1, "epoll", 99);
        settle(reading(1, line(1_000, 10), thread(1, 10)));

        assertThat(energy("work")).isEqualTo(1_000);
        assertThat(energy("epoll")).isZero();
        assertThat(samples("epoll")).isZero();
    }

    @Test
    void nativeCodeGetsTheCpuTimeThatJavaCodeLeaves() {
        sample(1, "java", 40);
        sampleInNative(1, "deflate", 80);
        settle(reading(1, line(1_000, 1_000), thread(1, 1_000)));

        assertThat(energy("java")).isEqualTo(400);
        assertThat(energy("deflate")).isEqualTo(600);
    }

    @Test
    void whereASamplerMissesSomeBothKindsAreMissedAlike() {
        sample(1, "java", 30);
        sampleInNative(1, "deflate", 30);
        settle(reading(1, line(1_000, 1_000), thread(1, 1_000)));

        assertThat(energy("java")).isEqualTo(500);
        assertThat(energy("deflate")).isEqualTo(500);
    }

    @Test
    void aThreadThatOnlyWaitsGetsNothing() {
        sampleInNative(1, "accept", 100);
        sample(2, "a", 1);
        settle(reading(1, line(1_000, 10), thread(1, 0), thread(2, 10)));

        assertThat(energy("accept")).isZero();
        assertThat(energy("a")).isEqualTo(1_000);
    }

    @Test
    void virtualThreadsHaveTheCpuTimeOfTheirCarriers() {
        division.add(new Sample(Sample.VIRTUAL, "", List.of("a"), PERIOD, 1, false));
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

    /** Prints its seed; {@code -Dscaph.seed=N} repeats it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nothingIsLostWhateverComes(int number) {
        long seed = Long.getLong("scaph.seed", System.nanoTime() + number);
        Random random = new Random(seed);
        long energy = 0;
        long cpu = 0;
        Own own = new Own(0, 0, 0);
        long[] cpuOfThread = new long[20];
        long unknown = 0;
        for (int second = 1; second <= 200; second++) {
            int threads = random.nextInt(20);
            ThreadTime[] times = new ThreadTime[threads];
            long used = 0;
            for (int i = 0; i < threads; i++) {
                long more = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000);
                used += more;
                cpuOfThread[i] += more;
                times[i] = new ThreadTime(i, "pool-" + i, i == 3, cpuOfThread[i] * MILLI);
                if (random.nextInt(4) > 0) {
                    division.add(new Sample(
                            random.nextInt(22) - 2,
                            "pool-" + i,
                            List.of("run", "m" + random.nextInt(9)),
                            PERIOD,
                            1 + random.nextInt(3),
                            random.nextBoolean()));
                }
            }
            boolean known = random.nextInt(5) > 0;
            boolean settled = known || random.nextBoolean();
            if (settled) {
                cpu += used + unknown + random.nextInt(500);
                unknown = 0;
            } else {
                unknown += used;
            }
            if (known) {
                int more = random.nextInt(100_000_000);
                int gc = random.nextInt(more / 4 + 1);
                own = own.plus(new Own(gc, gc / 2, gc / 3));
                energy += more;
            }
            settle(reading(second, new LedgerLine(energy, 0, 0, cpu * MILLI, own), times));
            ProfileTotals totals = division.totals();
            long stacks =
                    totals.stacks().stream().mapToLong(StackTotal::microjoules).sum();
            long all = totals.threads().stream()
                    .mapToLong(ThreadTotal::microjoules)
                    .sum();
            assertThat(totals.microjoules()).as("seed %d", seed).isEqualTo(energy);
            assertThat(stacks + totals.unsampled() + own.sum())
                    .as("seed %d", seed)
                    .isEqualTo(energy);
            assertThat(all + own.sum()).as("seed %d", seed).isEqualTo(energy);
            assertThat(totals.threads().stream()
                            .mapToLong(ThreadTotal::unsampledMicrojoules)
                            .sum())
                    .as("seed %d", seed)
                    .isEqualTo(totals.unsampled());
        }
    }

    @Test
    void theSquaresGiveTheErrorOfCountedSamples() {
        sample(1, "a", 4);
        settle(reading(1, line(1_000, 40), thread(1, 40)));

        assertThat(division.totals().stacks().get(0).squares()).isCloseTo(4 * 250.0 * 250.0, within(1e-6));
    }
}
