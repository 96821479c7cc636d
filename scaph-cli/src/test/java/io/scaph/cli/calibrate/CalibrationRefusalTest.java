package io.scaph.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.topology.Quality;
import io.scaph.cli.command.CommandException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** A machine whose power can not be known by its load gets no profile. */
class CalibrationRefusalTest {
    private static final CalibrationPlan PLAN = CalibrationPlan.USUAL;

    @Test
    void energyThatStaysUnknownIsRefused() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.CONVEX)
                .with((it, nanos) -> it.packagesReadable(nanos < 60_000_000_000L))) {
            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("windows of time are good; package-0: made unreadable");
            assertThat(machine.level).isZero();
        }
    }

    @Test
    void aMachineThatWarmedUpIsNotIdleAsBefore() throws Exception {
        try (CalibratedMachine little = new CalibratedMachine(KnownCurve.STRAIGHT)
                        .with((it, nanos) -> it.powerFactor = 1 + 0.04 * nanos / 420e9);
                CalibratedMachine much = new CalibratedMachine(KnownCurve.STRAIGHT)
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
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)) {
            machine.reach = 0.5;

            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessage("no profile: the CPUs were to be busy for 20 %, and got to 10 %");
        }
    }

    @Test
    void aMachineThatIsNeverIdleIsRefused() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT).withBackground(0.6)) {
            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("busy for 60 % without us");
        }
    }

    @Test
    void powerThatFollowsSomethingElseIsRefused() throws Exception {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)
                .with((it, nanos) -> it.powerFactor = nanos / 30_000_000_000L % 3 == 0 ? 0.4 : 1)) {
            assertThatThrownBy(() -> machine.calibration(PLAN).run())
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("%");
        }
    }

    @Test
    void anEstimateAndAShareAreRefusedBeforeAnythingIsLoaded() {
        for (Quality quality : List.of(Quality.ESTIMATED, Quality.RELAYED)) {
            try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT, quality)) {
                assertThatThrownBy(() -> machine.calibration(PLAN).check(CalibratedMachine.HARDWARE))
                        .isInstanceOfSatisfying(
                                CommandException.class,
                                e -> assertThat(e.remedy().orElseThrow()).contains("scaph"));
            }
        }
    }

    @Test
    void aMachineOfWhichOnlyAPartIsSeenIsRefused() {
        try (CalibratedMachine machine = new CalibratedMachine(KnownCurve.STRAIGHT)) {
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
}
