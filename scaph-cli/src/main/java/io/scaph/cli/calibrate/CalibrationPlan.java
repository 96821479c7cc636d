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

    /** Denser at low load, where power changes most and machines spend most of their time: the first work wakes a package. */
    static final String USUAL_PERCENTS = "0,0.5,1,2.5,5,10,20,30,40,50,60,70,80,90,100";

    static final CalibrationPlan USUAL = of(USUAL_PERCENTS, 1, Duration.ofSeconds(10), Duration.ofSeconds(20));

    /**
     * Checks and copies the arguments.
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
     * A plan as the user gives it.
     *
     * @param percents the levels in percent, with commas between them, in any order: {@code 0,10,50,100}
     * @param most the highest level allowed, from 0.5 to 1; it replaces higher levels
     * @param settle {@link #settle()}
     * @param measure {@link #measure()}
     * @throws IllegalArgumentException if they are invalid; the message is for users
     */
    static CalibrationPlan of(String percents, double most, Duration settle, Duration measure) {
        TreeSet<Double> levels = new TreeSet<>();
        for (String percent : percents.split(",", -1)) {
            try {
                // Adding 0 turns -0 into 0: a TreeSet treats them as different numbers.
                levels.add(Math.min(most, Double.parseDouble(percent.strip()) / PERCENT + 0.0));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + percent.strip() + "' is not a load in percent", e);
            }
        }
        return new CalibrationPlan(new ArrayList<>(levels), settle, measure);
    }

    /**
     * The number of readings: one of each level, and idle again at the end.
     *
     * @return the number
     */
    int readings() {
        return levels.size() + 1;
    }

    /**
     * How long it takes, if no level is measured again.
     *
     * @return the time
     */
    Duration duration() {
        return left(0);
    }

    /** How long the readings take that are left after some. */
    Duration left(int done) {
        return settle.plus(measure).multipliedBy((long) readings() - done);
    }

    /** The length of one sample of power. */
    long windowNanos() {
        return Math.min(LONGEST_WINDOW_NANOS, measure.toNanos() / FEWEST_WINDOWS);
    }

    int windows() {
        return (int) (measure.toNanos() / windowNanos());
    }
}
