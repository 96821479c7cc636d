package io.scaph.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.cli.command.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A curve that is known comes back, and the error that is stated with it. */
class CalibrationTest {
    private static final CalibrationPlan PLAN = CalibrationPlan.USUAL;
    /** As many as show that the rule holds, and few enough to be quick: each is a whole calibration. */
    private static final int SEQUENCES = 40;

    private static double at(CalibrationResult result, double load) {
        double position = load * (result.curveWatts().size() - 1);
        int below = Math.min((int) position, result.curveWatts().size() - 2);
        double part = position - below;
        return result.curveWatts().get(below) * (1 - part) + result.curveWatts().get(below + 1) * part;
    }

    private static double worst(CalibrationResult result, DoubleUnaryOperator truth, double from) {
        double worst = 0;
        for (double load = from; load <= 1; load += 0.005) {
            double watts = truth.applyAsDouble(load);
            worst = Math.max(worst, Math.abs(at(result, load) - watts) / watts * 100);
        }
        return worst;
    }

    @ParameterizedTest
    @EnumSource(KnownCurve.class)
    void aKnownCurveComesBackWithinThreePercentAtEveryLoad(KnownCurve truth) throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(truth)) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, truth, 0)).isLessThan(3);
            assertThat(result.threads()).isEqualTo(CalibratedMachine.CPUS);
            assertThat(result.covers()).containsExactly("package-0", "dram@0");
            assertThat(result.curveWatts()).isSorted();
            assertThat(machine.level).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(KnownCurve.class)
    void noiseIsAveragedOut(KnownCurve truth) {
        Property.holds(SEQUENCES, random -> {
            try (CalibratedMachine machine = new CalibratedMachine(truth)
                    .with((it, nanos) -> it.powerFactor = Math.max(0.3, 1 + 0.1 * random.nextGaussian()))) {
                CalibrationResult result = machine.calibration(PLAN).run();

                assertThat(worst(result, truth, 0)).isLessThan(5);
                assertThat(worst(result, truth, 0)).isLessThan(3 * result.errorPercent());
            } catch (CommandException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = KnownCurve.class,
            names = {"STRAIGHT", "CONVEX", "TURBO", "STEEP_END", "LEVEL", "SMALL"})
    void whatElseRunsIsAllowedForByTheLoadThatWasMeasured(KnownCurve truth) throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(truth).withBackground(0.12)) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, truth, 0)).isLessThan(3);
            assertThat(result.lowestLoad()).isCloseTo(0.12, within(0.001));
        }
    }

    @Test
    void whatRunsNowAndThenIsAllowedForAsWell() {
        Property.holds(SEQUENCES, random -> {
            try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.CONVEX).with((it, nanos) -> {
                if (nanos % 1_000_000_000 == 0) {
                    it.background = 0.1 * random.nextDouble();
                }
            })) {
                CalibrationResult result = machine.calibration(PLAN).run();

                assertThat(worst(result, KnownCurve.CONVEX, 0)).isLessThan(3);
            } catch (CommandException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whatCanNotBeSeenBelowTheBackgroundMakesTheErrorLarger() throws Exception {
        try (CalibratedMachine quiet = new CalibratedMachine(KnownCurve.CONCAVE);
                CalibratedMachine busy = new CalibratedMachine(KnownCurve.CONCAVE).withBackground(0.1)) {
            double error = busy.calibration(PLAN).run().errorPercent();

            assertThat(error).isGreaterThan(quiet.calibration(PLAN).run().errorPercent() + 2);
        }
    }

    @Test
    void aBurstOfWorkIsLeftOut() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)
                .with((it, nanos) -> it.background = nanos % 15_000_000_000L < 2_000_000_000L ? 0.4 : 0)) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, KnownCurve.STRAIGHT, 0)).isLessThan(1);
            assertThat(result.readings())
                    .anySatisfy(reading -> assertThat(reading.dropped()).isPositive());
        }
    }

    @Test
    void aGpuHasALoadOfItsOwnAndIsNoPartOfTheCurve() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)
                .with((it, nanos) -> it.gpuWatts = nanos / 20_000_000_000L % 2 == 0 ? 30 : 300)) {
            machine.calibration(PLAN).check(CalibratedMachine.HARDWARE);
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, KnownCurve.STRAIGHT, 0)).isLessThan(1);
            assertThat(result.covers()).containsExactly("package-0", "dram@0");
        }
    }

    @Test
    void aGapDropsItsWindowsAndTheyAreMeasuredAgain() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.CONVEX)
                .with((it, nanos) -> it.packagesReadable(nanos % 25_000_000_000L < 20_000_000_000L))) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, KnownCurve.CONVEX, 0)).isLessThan(3);
            assertThat(result.readings()).anySatisfy(reading -> {
                assertThat(reading.dropped()).isGreaterThanOrEqualTo(3);
                assertThat(reading.windows()).isEqualTo(20);
            });
        }
    }

    @Test
    void coarseLevelsGiveTheirErrorAway() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.TURBO)) {
            CalibrationResult fine = machine.calibration(PLAN).run();
            CalibrationResult coarse = machine.calibration(
                            CalibrationPlan.of("0,30,60,100", 1, PLAN.settle(), PLAN.measure()))
                    .run();

            assertThat(coarse.errorPercent()).isGreaterThan(2 * fine.errorPercent());
        }
    }

    @Test
    void aLimitOnTheLoadContinuesTheCurve() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)) {
            CalibrationResult result = machine.calibration(
                            CalibrationPlan.of(CalibrationPlan.USUAL_PERCENTS, 0.65, PLAN.settle(), PLAN.measure()))
                    .run();

            assertThat(result.highestLoad()).isCloseTo(0.65, within(1e-6));
            assertThat(worst(result, KnownCurve.STRAIGHT, 0)).isLessThan(1);
        }
    }

    @Test
    void aMachineThatMeasuresAllOfItselfIsTaken() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)) {
            machine.calibration(PLAN).check(CalibratedMachine.HARDWARE);

            assertThat(machine.level).isZero();
        }
    }

    @Test
    void progressTellsEachLevelAndTheTimeLeft() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)) {
            List<Duration> left = new ArrayList<>();
            machine.calibration(PLAN, readings -> left.add(PLAN.left(readings.size())))
                    .run();

            assertThat(left).hasSize(PLAN.readings());
            assertThat(left.get(0)).isEqualTo(Duration.ofSeconds(30L * (PLAN.readings() - 1)));
            assertThat(left.get(left.size() - 1)).isZero();
            assertThat(machine.clock.nanoTime()).isEqualTo(PLAN.duration().toNanos());
        }
    }

    @Test
    void anInterruptEndsItWithTheMachineAtRest() {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)) {
            machine.with((it, nanos) -> {
                if (nanos > 200_000_000_000L) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThatThrownBy(() -> machine.calibration(PLAN).run()).isInstanceOf(InterruptedException.class);
            assertThat(machine.level).isZero();
        }
    }
}
