package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.Sensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An estimate by the profile of the same machine. */
class FollowedCurveTest {
    private static final int THREADS = 10;
    private static final double ERROR = 3.3;

    @TempDir
    Path directory;

    /** A package that wakes within 1 % of load. */
    private static double truth(double load) {
        return 4 + 3 * Math.min(1, load / 0.01) + 13 * load;
    }

    private Options profile(int threads) throws Exception {
        String curve = IntStream.rangeClosed(0, 200)
                .mapToObj(i -> Double.toString(truth(i / 200.0)))
                .collect(Collectors.joining(", "));
        Path file = directory.resolve("machine.properties");
        Files.writeString(
                file, "threads = " + threads + "\nerror.percent = " + ERROR + "\ncurve.watts = " + curve + "\n");
        return Options.NONE.with(Profile.FILE, file);
    }

    private static Sensor open(FakeMachine machine, Options options) throws Exception {
        return new EstimationProvider().open(machine.setup(options));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 10, 50, 90, 100})
    void theEstimateFollowsTheCurveAtEveryLoad(int percent) throws Exception {
        try (FakeMachine machine = new FakeMachine(THREADS)) {
            Sensor sensor = open(machine, profile(THREADS));
            for (int second = 0; second < 60; second++) {
                machine.run(1, percent);
                FakeMachine.read(sensor);
            }

            double expected = 60e6 * truth(percent / 100.0);
            CounterReadings counters = FakeMachine.read(sensor);
            assertThat((double) counters.microjoules(0)).isCloseTo(expected, within(10.0));
            assertThat((double) counters.lowMicrojoules(0)).isCloseTo(expected * (1 - ERROR / 100), within(10.0));
            assertThat((double) counters.highMicrojoules(0)).isCloseTo(expected * (1 + ERROR / 100), within(10.0));
            assertThat(counters.microjoules(1)).isPositive().isLessThan(counters.microjoules(0));
        }
    }

    @Test
    void howOftenItIsReadMakesLittleDifference() throws Exception {
        try (FakeMachine machine = new FakeMachine(THREADS)) {
            Options options = profile(THREADS);
            Sensor often = open(machine, options);
            Sensor seldom = open(machine, options);
            for (int tenth = 0; tenth < 600; tenth++) {
                // 1 % of load: each thread in turn is busy for one step of 10 ms.
                machine.run(0.1, 0);
                machine.work(tenth % THREADS, 1);
                FakeMachine.read(often);
                if (tenth % 10 == 9) {
                    FakeMachine.read(seldom);
                }
            }

            double expected = 60e6 * truth(0.01);
            assertThat((double) FakeMachine.read(often).microjoules(0))
                    .isCloseTo(expected, Percentage.withPercentage(1));
            assertThat((double) FakeMachine.read(seldom).microjoules(0))
                    .isCloseTo(expected, Percentage.withPercentage(1));
        }
    }

    @Test
    void noCounterEverFallsAndPackagesStayWithinTheServer() {
        Property.holds(20, random -> {
            // Power that rises steeply at the end: within a slice the mean load falls faster than time passes.
            List<Double> steep = IntStream.rangeClosed(0, 20)
                    .mapToObj(i -> 30 + 170 * Math.pow(i / 20.0, 8))
                    .toList();
            FollowedCurve followed = new FollowedCurve(new MeasuredCurve(steep, 0.03, THREADS));
            double time = 0;
            double busy = 0;
            double sum = 0;
            for (int i = 0; i < 200; i++) {
                double step = 1e8 * random.nextDouble() * THREADS;
                time += step;
                busy += random.nextBoolean() ? step : 0;
                double added = followed.advance(time, busy);
                assertThat(added).isNotNegative();
                sum += added;
            }
            assertThat(sum).isBetween(0.95 * 30 * time / THREADS * 1e-3, 200 * time / THREADS * 1e-3);
        });
    }

    @Test
    void aMachineOfAnotherSizeTakesALineAndItsIntervalHoldsTheStep() throws Exception {
        PowerLines thread = Profile.of(profile(THREADS)).thread(2, 1).orElseThrow();

        for (double load = 0; load <= 1; load += 0.001) {
            double watts = truth(load) / THREADS;
            assertThat(thread.low().watts(load)).isLessThanOrEqualTo(watts);
            assertThat(thread.high().watts(load)).isGreaterThanOrEqualTo(watts);
        }
        assertThat(Profile.of(profile(THREADS)).ownCurve(2)).isEmpty();
    }
}
