package io.scaph.cli.calibrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How to calibrate: which levels of load, and for how long.
 *
 * @param levels the levels, rising from 0; at least three, the last at least 0.5 and at most 1
 * @param settle how long to wait at a level before measuring: frequencies and temperatures follow load slowly
 * @param measure how long to measure at a level, at least 1 s
 */
record CalibrationPlan(List<Double> levels, Duration settle, Duration measure) {
    private static final int FEWEST_LEVELS = 3;
    private static final int MOST_LEVELS = 101;
    private static final double LEAST_TOP = 0.5;
    private static final double PERCENT = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int FEWEST_WINDOWS = 6;
    private static final long LONGEST_WINDOW_NANOS = 1_000_000_000;

    // After what it is checked against.
    /** Denser at low load, where power changes most and machines spend most of their time: the first work wakes a package. */
    static final CalibrationPlan USUAL = new CalibrationPlan(
            List.of(0.0, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    /**
     * Checks and copies what it is given.
     *
     * @param levels {@link #levels()}
     * @param settle {@link #settle()}
     * @param measure {@link #measure()}
     */
    CalibrationPlan {
        levels = List.copyOf(levels);
        if (levels.size() < FEWEST_LEVELS || levels.size() > MOST_LEVELS) {
            throw new IllegalArgumentException("from " + FEWEST_LEVELS + " to " + MOST_LEVELS
                    + " levels of load make a curve, not " + levels.size());
        }
        double last = levels.get(levels.size() - 1);
        if (!levels.equals(new ArrayList<>(new TreeSet<>(levels)))
                || levels.get(0) != 0
                || !(last >= LEAST_TOP && last <= 1)) {
            throw new IllegalArgumentException("levels of load rise from 0 to at least 50 % and at most 100 %");
        }
        if (settle.isNegative() || settle.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("from 0 to 3600 s to settle at a level, not " + settle.toSeconds());
        }
        if (measure.compareTo(SHORTEST) < 0 || measure.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("from 1 to 3600 s to measure at a level, not " + measure.toSeconds());
        }
    }

    /**
     * This plan with other levels.
     *
     * @param percents the levels in percent, with commas between them, in any order: {@code 0,10,50,100}
     * @return a copy
     * @throws IllegalArgumentException if they make no sense; the message is for people
     */
    CalibrationPlan withLevels(String percents) {
        TreeSet<Double> parsed = new TreeSet<>();
        for (String percent : percents.split(",", -1)) {
            try {
                // Adding 0 makes of -0 a 0, which is another one to a TreeSet.
                parsed.add(Double.parseDouble(percent.strip()) / PERCENT + 0.0);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + percent.strip() + "' is no load in percent", e);
            }
        }
        return new CalibrationPlan(new ArrayList<>(parsed), settle, measure);
    }

    /**
     * This plan without the levels above a limit, which takes the place of those.
     *
     * @param most the highest level allowed, from 0.5 to 1
     * @return a copy
     * @throws IllegalArgumentException if that is too low to make a curve
     */
    CalibrationPlan upTo(double most) {
        TreeSet<Double> allowed = new TreeSet<>(levels);
        if (allowed.removeIf(level -> level > most)) {
            allowed.add(most);
        }
        return new CalibrationPlan(new ArrayList<>(allowed), settle, measure);
    }

    /**
     * This plan with other times.
     *
     * @param settling {@link #settle()}
     * @param measuring {@link #measure()}
     * @return a copy
     */
    CalibrationPlan withTimes(Duration settling, Duration measuring) {
        return new CalibrationPlan(levels, settling, measuring);
    }

    /**
     * How many readings there are: one of each level, and at the end idle once more.
     *
     * @return the number
     */
    int readings() {
        return levels.size() + 1;
    }

    /**
     * How long it takes, if nothing has to be measured again.
     *
     * @return the time
     */
    Duration duration() {
        return perReading().multipliedBy(readings());
    }

    Duration perReading() {
        return settle.plus(measure);
    }

    /** The length of a window of time whose power is one sample. */
    long windowNanos() {
        return Math.min(LONGEST_WINDOW_NANOS, measure.toNanos() / FEWEST_WINDOWS);
    }

    int windows() {
        return (int) (measure.toNanos() / windowNanos());
    }
}
