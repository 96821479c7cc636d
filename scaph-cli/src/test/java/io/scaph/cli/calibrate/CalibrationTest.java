package io.scaph.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.topology.Quality;
import io.scaph.cli.command.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
    private static final CalibrationPlan PLAN = CalibrationPlan.USUAL;
    /** As many as show that the rule holds, and few enough to be quick: each is a whole calibration. */
    private static final int SEQUENCES = 40;

    /** Curves as servers have them. */
    enum Truth implements DoubleUnaryOperator {
        STRAIGHT,
        CONVEX,
        CONCAVE,
        /** Frequencies fall when many cores work. */
        TURBO,
        /** Frequencies rise at the end. */
        STEEP_END,
        WAVE,
        LEVEL,
        SMALL;

        @Override
        public double applyAsDouble(double load) {
            return switch (this) {
                case STRAIGHT -> 50 + 150 * load;
                case CONVEX -> 40 + 160 * Math.pow(load, 1.7);
                case CONCAVE -> 60 + 140 * Math.pow(load, 0.7);
                case TURBO -> load < 0.45 ? 45 + 260 * load : 162 + 90 * (load - 0.45);
                case STEEP_END -> 30 + 80 * load + 90 * Math.pow(load, 6);
                case WAVE -> 70 + 120 * load + 10 * Math.sin(2 * Math.PI * load);
                case LEVEL -> 90;
                case SMALL -> 1.2 + 4.1 * Math.pow(load, 1.3);
            };
        }
    }

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
    @EnumSource(Truth.class)
    void aKnownCurveComesBackWithinThreePercentAtEveryLoad(Truth truth) throws Exception {
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
    @EnumSource(Truth.class)
    void noiseIsAveragedOut(Truth truth) {
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
            value = Truth.class,
            names = {"STRAIGHT", "CONVEX", "TURBO", "STEEP_END", "LEVEL", "SMALL"})
    void whatElseRunsIsAllowedForByTheLoadThatWasMeasured(Truth truth) throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(truth).withBackground(0.12)) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, truth, 0)).isLessThan(3);
            assertThat(result.lowestLoad()).isCloseTo(0.12, within(0.001));
        }
    }

    @Test
    void whatRunsNowAndThenIsAllowedForAsWell() {
        Property.holds(SEQUENCES, random -> {
            try (CalibratedMachine machine = new CalibratedMachine(Truth.CONVEX).with((it, nanos) -> {
                if (nanos % 1_000_000_000 == 0) {
                    it.background = 0.1 * random.nextDouble();
                }
            })) {
                CalibrationResult result = machine.calibration(PLAN).run();

                assertThat(worst(result, Truth.CONVEX, 0)).isLessThan(3);
            } catch (CommandException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whatCanNotBeSeenBelowTheBackgroundMakesTheErrorLarger() throws Exception {
        try (CalibratedMachine quiet = new CalibratedMachine(Truth.CONCAVE);
                CalibratedMachine busy = new CalibratedMachine(Truth.CONCAVE).withBackground(0.1)) {
            double error = busy.calibration(PLAN).run().errorPercent();

            assertThat(error).isGreaterThan(quiet.calibration(PLAN).run().errorPercent() + 2);
        }
    }

    @Test
    void aBurstOfWorkIsLeftOut() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)
                .with((it, nanos) -> it.background = nanos % 15_000_000_000L < 2_000_000_000L ? 0.4 : 0)) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, Truth.STRAIGHT, 0)).isLessThan(1);
            assertThat(result.readings())
                    .anySatisfy(reading -> assertThat(reading.dropped()).isPositive());
        }
    }

    @Test
    void aGpuHasALoadOfItsOwnAndIsNoPartOfTheCurve() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)
                .with((it, nanos) -> it.gpuWatts = nanos / 20_000_000_000L % 2 == 0 ? 30 : 300)) {
            machine.calibration(PLAN).check(CalibratedMachine.HARDWARE);
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, Truth.STRAIGHT, 0)).isLessThan(1);
            assertThat(result.covers()).containsExactly("package-0", "dram@0");
        }
    }

    @Test
    void aGapDropsItsWindowsAndTheyAreMeasuredAgain() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.CONVEX)
                .with((it, nanos) -> it.packagesReadable(nanos % 25_000_000_000L < 20_000_000_000L))) {
            CalibrationResult result = machine.calibration(PLAN).run();

            assertThat(worst(result, Truth.CONVEX, 0)).isLessThan(3);
            assertThat(result.readings()).anySatisfy(reading -> {
                assertThat(reading.dropped()).isGreaterThanOrEqualTo(3);
                assertThat(reading.windows()).isEqualTo(20);
            });
        }
    }

    @Test
    void energyThatStaysUnknownIsRefused() throws Exception {
        try (CalibratedMachine machine =
                new CalibratedMachine(Truth.CONVEX).with((it, nanos) -> it.packagesReadable(nanos < 60_000_000_000L))) {
            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("windows of time are good; package-0: made unreadable");
            assertThat(machine.level).isZero();
        }
    }

    @Test
    void coarseLevelsGiveTheirErrorAway() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.TURBO)) {
            CalibrationResult fine = machine.calibration(PLAN).run();
            CalibrationResult coarse = machine.calibration(
                            CalibrationPlan.of("0,30,60,100", 1, PLAN.settle(), PLAN.measure()))
                    .run();

            assertThat(coarse.errorPercent()).isGreaterThan(2 * fine.errorPercent());
        }
    }

    @Test
    void aLimitOnTheLoadContinuesTheCurve() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)) {
            CalibrationResult result = machine.calibration(
                            CalibrationPlan.of(CalibrationPlan.USUAL_PERCENTS, 0.65, PLAN.settle(), PLAN.measure()))
                    .run();

            assertThat(result.highestLoad()).isCloseTo(0.65, within(1e-6));
            assertThat(worst(result, Truth.STRAIGHT, 0)).isLessThan(1);
        }
    }

    @Test
    void aMachineThatWarmedUpIsNotIdleAsBefore() throws Exception {
        try (CalibratedMachine little = new CalibratedMachine(Truth.STRAIGHT)
                        .with((it, nanos) -> it.powerFactor = 1 + 0.04 * nanos / 420e9);
                CalibratedMachine much = new CalibratedMachine(Truth.STRAIGHT)
                        .with((it, nanos) -> it.powerFactor = 1 + 0.15 * nanos / 420e9)) {
            CalibrationResult result = little.calibration(PLAN).run();

            assertThat(result.driftPercent()).isCloseTo(4, Percentage.withPercentage(15));
            assertThat(result.errorPercent()).isBetween(2.0, 5.0);
            assertThatThrownBy(() -> much.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("idle power moved by 1");
        }
    }

    @Test
    void aLoadThatCanNotBeReachedIsRefused() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)) {
            machine.reach = 0.5;

            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessage("no profile: the CPUs were to be busy for 20 %, and got to 10 %");
        }
    }

    @Test
    void aMachineThatIsNeverIdleIsRefused() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT).withBackground(0.6)) {
            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("busy for 60 % without us");
        }
    }

    @Test
    void powerThatFollowsSomethingElseIsRefused() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)
                .with((it, nanos) -> it.powerFactor = nanos / 30_000_000_000L % 3 == 0 ? 0.4 : 1)) {
            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("%");
        }
    }

    @Test
    void anEstimateAndAShareAreRefusedBeforeAnythingIsLoaded() {
        for (Quality quality : List.of(Quality.ESTIMATED, Quality.RELAYED)) {
            try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT, quality)) {
                assertThatThrownBy(() -> machine.calibration(PLAN).check(CalibratedMachine.HARDWARE))
                        .isInstanceOfSatisfying(
                                CommandException.class,
                                e -> assertThat(e.remedy().orElseThrow()).contains("scaph"));
            }
        }
    }

    @Test
    void aMachineOfWhichOnlyAPartIsSeenIsRefused() {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)) {
            Hardware two = new Hardware(Optional.empty(), 2, Optional.empty());

            assertThatThrownBy(() -> machine.calibration(PLAN).check(two))
                    .isInstanceOf(CommandException.class)
                    .hasMessage("no profile can be made here: the counters cover 1 of 2 sockets");
            machine.usableCpus = 2;
            assertThatThrownBy(() -> machine.calibration(PLAN).check(CalibratedMachine.HARDWARE))
                    .isInstanceOf(CommandException.class)
                    .hasMessage("no profile can be made here: only 2 of the 8 CPUs may be used by this process");
        }
    }

    @Test
    void aMachineThatMeasuresAllOfItselfIsTaken() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)) {
            machine.calibration(PLAN).check(CalibratedMachine.HARDWARE);

            assertThat(machine.level).isZero();
        }
    }

    @Test
    void progressTellsEachLevelAndTheTimeLeft() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)) {
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
        try (CalibratedMachine machine = new CalibratedMachine(Truth.STRAIGHT)) {
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
