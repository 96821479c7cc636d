package io.scaph.cli.calibrate;

import io.scaph.cli.command.CommandException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a curve of the readings and estimates its error. Rejects readings that give no good curve. */
final class CurveFit {
    /** Steps of the curve: of 0.5 %, as the first work changes power most. */
    private static final int STEPS = 200;
    /** In 80 % of cases, a normal error is within this number of standard errors. */
    private static final double FOUR_OF_FIVE = 1.2816;
    /**
     * A curve without one of the readings has a gap twice as wide, and is off by twice as much where power has a corner. Where
     * power is smooth, it would be four times as much.
     */
    private static final double WIDER_GAP = 2;

    private static final double MOST_DRIFT_PERCENT = 10;
    private static final double MOST_ERROR = 0.15;
    /** The part of the way from idle to full load that a curve needs. */
    private static final double LEAST_SPAN = 0.4;

    private static final double PERCENT = 100;

    private final List<LevelReading> readings;
    private final PowerCurve curve;
    private final double driftWatts;

    /** Makes the curve of the readings. The last reading is idle again. */
    CurveFit(List<LevelReading> readings) {
        this.readings = readings;
        curve = new PowerCurve(readings);
        LevelReading again = readings.get(readings.size() - 1);
        driftWatts = again.watts() - new PowerCurve(readings.subList(0, readings.size() - 1)).watts(again.load());
    }

    double driftPercent() {
        return PERCENT * driftWatts / curve.watts(0);
    }

    double errorPercent() {
        return PERCENT * Math.max(error(), firstGapError());
    }

    /** At equal steps of load, to the milliwatt. */
    List<Double> curveWatts() {
        return IntStream.rangeClosed(0, STEPS)
                .mapToObj(i -> Math.rint(curve.watts((double) i / STEPS) * 1e3) / 1e3)
                .toList();
    }

    /** The power at a load as readers of the profile have it: along straight lines between the steps. */
    private double writtenWatts(double load) {
        int below = Math.min((int) (load * STEPS), STEPS - 1);
        double part = load * STEPS - below;
        return curve.watts((double) below / STEPS) * (1 - part) + curve.watts((below + 1.0) / STEPS) * part;
    }

    void requireGood() throws CommandException {
        DoubleSummaryStatistics loads =
                readings.stream().mapToDouble(LevelReading::load).summaryStatistics();
        if (loads.getMax() - loads.getMin() < LEAST_SPAN) {
            throw Calibration.noProfile(
                    "end what else runs on this machine, and repeat; or give a higher --max-load",
                    "the load went from %.0f to %.0f %% only, which shows no curve",
                    PERCENT * loads.getMin(),
                    PERCENT * loads.getMax());
        }
        if (Math.abs(driftPercent()) > MOST_DRIFT_PERCENT) {
            throw Calibration.noProfile(
                    "let the machine rest, end what else runs on it, and repeat; or wait longer at each level (--settle)",
                    "idle power moved by %.0f %% between the beginning and the end",
                    driftPercent());
        }
        if (error() > MOST_ERROR) {
            throw Calibration.noProfile(
                    "end what else runs on this machine, or measure longer at each level (--seconds)",
                    "the curve is uncertain by %.0f %%, too much to be of use",
                    PERCENT * error());
        }
    }

    private double error() {
        double worst = readings.stream().mapToDouble(this::error).max().orElse(0);
        return Math.max(worst, curve.endUncertainty());
    }

    /**
     * How far the curve may be off between the two lowest loads. No reading lies below them, so a step there shows only in how
     * much the second one deviates from its neighbours; the steepest curves of real machines leave all of that.
     */
    private double firstGapError() {
        double lowest = readings.stream().mapToDouble(LevelReading::load).min().orElse(0);
        return readings.stream()
                .filter(reading -> reading.load() - lowest >= PowerCurve.SAME_LOAD)
                .min(Comparator.comparingDouble(LevelReading::load))
                .map(second -> interpolationWatts(second) / curve.watts((lowest + second.load()) / 2))
                .orElse(0.0);
    }

    private double error(LevelReading reading) {
        double noise = FOUR_OF_FIVE * reading.errorWatts();
        double residual = writtenWatts(reading.load()) - reading.watts();
        double interpolation = interpolationWatts(reading) / WIDER_GAP;
        double drift = driftWatts / 2;
        return Math.sqrt(noise * noise + residual * residual + interpolation * interpolation + drift * drift)
                / reading.watts();
    }

    /** How far the curve, or straight lines, would be off at a reading if that had not been made; 0 at the ends. */
    private double interpolationWatts(LevelReading reading) {
        boolean isEnd = readings.stream().noneMatch(other -> other.load() < reading.load())
                || readings.stream().noneMatch(other -> other.load() > reading.load());
        if (isEnd) {
            return 0;
        }
        List<LevelReading> others = new ArrayList<>(readings);
        others.remove(reading);
        PowerCurve without = new PowerCurve(others);
        return Math.max(
                Math.abs(without.watts(reading.load()) - reading.watts()),
                Math.abs(without.straight(reading.load()) - reading.watts()));
    }
}
