package io.scaph.sensor.estimation.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Makes a curve of the readings, says how good it is, and refuses if it is not. */
final class CurveFit {
    /** Steps of the curve: of 2.5 %, for the first work done changes power most. */
    private static final int STEPS = 40;
    /** A normal error is within so many standard errors four times of five. */
    private static final double FOUR_OF_FIVE = 1.2816;
    /**
     * A curve that does without a reading has a gap twice as wide as the gaps that it has, and is so much further off: the
     * error of interpolation grows with the square of the gap.
     */
    private static final double WIDER_GAP = 4;

    private static final double MOST_DRIFT = 0.10;
    private static final double MOST_ERROR = 0.15;
    /** A curve needs so much of the way from idle to full load. */
    private static final double LEAST_SPAN = 0.4;

    private static final double PERCENT = 100;

    private final List<LevelReading> readings;
    private final PowerCurve curve;
    private final double driftWatts;

    /** Makes the curve of the readings, of which the last is idle once more. */
    CurveFit(List<LevelReading> readings) {
        this.readings = readings;
        curve = new PowerCurve(readings);
        LevelReading again = readings.get(readings.size() - 1);
        driftWatts = again.watts() - new PowerCurve(readings.subList(0, readings.size() - 1)).watts(again.load());
    }

    private double drift() {
        return driftWatts / curve.watts(0);
    }

    double driftPercent() {
        return PERCENT * drift();
    }

    double errorPercent() {
        return PERCENT * error();
    }

    /** At equal steps of load, to the milliwatt. */
    List<Double> curveWatts() {
        return IntStream.rangeClosed(0, STEPS)
                .mapToObj(i -> Math.rint(curve.watts((double) i / STEPS) * 1e3) / 1e3)
                .toList();
    }

    void requireGood() throws CalibrationException {
        double lowest = readings.stream().mapToDouble(LevelReading::load).min().orElse(0);
        double highest = readings.stream().mapToDouble(LevelReading::load).max().orElse(0);
        if (highest - lowest < LEAST_SPAN) {
            throw new CalibrationException(
                    String.format(
                            Locale.ROOT,
                            "the load went from %.0f to %.0f %% only, which shows no curve",
                            PERCENT * lowest,
                            PERCENT * highest),
                    "end what else runs on this machine, and repeat; or give a higher --max-load");
        }
        if (Math.abs(drift()) > MOST_DRIFT) {
            throw new CalibrationException(
                    String.format(
                            Locale.ROOT,
                            "idle power moved by %.0f %% between the beginning and the end",
                            driftPercent()),
                    "let the machine rest, end what else runs on it, and repeat; or wait longer at each level (--settle)");
        }
        if (error() > MOST_ERROR) {
            throw new CalibrationException(
                    String.format(
                            Locale.ROOT, "the curve is uncertain by %.0f %%, too much to be of use", PERCENT * error()),
                    "end what else runs on this machine, or measure longer at each level (--seconds)");
        }
    }

    private double error() {
        double worst = Math.max(curve.idleUncertainty() / curve.watts(0), curve.fullUncertainty() / curve.watts(1));
        for (int i = 0; i < readings.size(); i++) {
            worst = Math.max(worst, error(i));
        }
        return worst;
    }

    private double error(int index) {
        LevelReading reading = readings.get(index);
        double noise = FOUR_OF_FIVE * reading.errorWatts();
        double residual = curve.watts(reading.load()) - reading.watts();
        double interpolation = interpolationWatts(index) / WIDER_GAP;
        double drift = driftWatts / 2;
        return Math.sqrt(noise * noise + residual * residual + interpolation * interpolation + drift * drift)
                / reading.watts();
    }

    /** How far the curve, or straight lines, would be off at a reading if that had not been made; 0 at the ends. */
    private double interpolationWatts(int index) {
        LevelReading reading = readings.get(index);
        boolean isEnd = readings.stream().noneMatch(other -> other.load() < reading.load())
                || readings.stream().noneMatch(other -> other.load() > reading.load());
        if (isEnd) {
            return 0;
        }
        List<LevelReading> others = new ArrayList<>(readings);
        others.remove(index);
        PowerCurve without = new PowerCurve(others);
        return Math.max(
                Math.abs(without.watts(reading.load()) - reading.watts()),
                Math.abs(without.straight(reading.load()) - reading.watts()));
    }
}
