package io.scaph.api.internal.host;

import io.scaph.api.internal.counter.EnergyCounter;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether psys can be the host's energy: whether it can be read, and whether it has at least the energy of the packages
 * that it contains. The two are compared only over times for which both are known. Allocates nothing. Not safe for use by
 * several threads.
 */
final class PsysWatch {
    /** This many readings in a row without a value, over this time, are a lasting failure. */
    private static final int GONE_AFTER = 5;

    private static final long GONE_AFTER_NANOS = 10_000_000_000L;

    /** After it was replaced, psys must be plausible for this time before it is used again. */
    static final long SANE_AFTER_NANOS = 60_000_000_000L;

    /** Two counters that are read one after the other, and that move in steps, may differ by this part. */
    private static final double TOLERANCE = 0.02;

    /** The weight of a reading in the comparison falls to 1/e over this time. */
    private static final double MEMORY_NANOS = 10e9;

    private final SensorBank sensors;
    private final int[] psys;
    private final int[] packages;

    /** The weighted energies of the last readings. */
    private double psysMicrojoules;

    private double packagesMicrojoules;
    /** What the counters of psys and packages had when all of them were last known. */
    private final long[] energyMarks;

    private final long[] timeMarks;
    private int failures;
    private long settledNanos;
    private long saneNanos;

    /**
     * Starts to watch.
     *
     * @param psys the domains of the root that are psys
     * @param packages the packages that it contains
     */
    PsysWatch(SensorBank sensors, int[] psys, int[] packages) {
        this.sensors = sensors;
        this.psys = psys;
        this.packages = packages;
        energyMarks = new long[sensors.topology().domains().size()];
        timeMarks = new long[energyMarks.length];
        mark(psys);
        mark(packages);
    }

    /**
     * Judges the last reading.
     *
     * @return why psys can't be the host's energy; null if it can
     */
    @Nullable
    String judge() {
        if (!isSettled()) {
            if (isGone()) {
                saneNanos = 0;
                return "psys can't be read any more, or stands still";
            }
            return null;
        }
        failures = 0;
        settledNanos = sensors.lastNanos();
        if (sensors.allKnown(psys) && sensors.allKnown(packages)) {
            compare();
        }
        if (psysMicrojoules + 2 * units() < packagesMicrojoules * (1 - TOLERANCE)) {
            saneNanos = 0;
            return "psys counts less than the packages that it should contain";
        }
        return null;
    }

    /** Whether the last attempt to read psys gave a value. */
    boolean isSettled() {
        for (int domain : psys) {
            if (!counter(domain).settled()) {
                return false;
            }
        }
        return true;
    }

    /** Whether psys was plausible for long enough to be the host's energy again, and is known up to the last reading. */
    boolean isSane() {
        return saneNanos >= SANE_AFTER_NANOS && sensors.allKnown(psys) && sensors.allKnown(packages);
    }

    private boolean isGone() {
        if (failures == 0 && !counter(psys[0]).awaiting()) {
            // It has not worked at all yet.
            settledNanos = sensors.lastNanos();
        }
        failures++;
        return failures >= GONE_AFTER && sensors.lastNanos() - settledNanos >= GONE_AFTER_NANOS;
    }

    private void compare() {
        long time = timeSinceMark(psys[0]);
        // After failed readings one counter brings the energy of a longer time than another, after a reset of a shorter
        // one.
        if (allOfTime(psys, time) && allOfTime(packages, time)) {
            double keep = Math.exp(-time / MEMORY_NANOS);
            psysMicrojoules = psysMicrojoules * keep + sinceMark(psys);
            packagesMicrojoules = packagesMicrojoules * keep + sinceMark(packages);
            saneNanos += time;
        }
        mark(psys);
        mark(packages);
    }

    private boolean allOfTime(int[] domains, long time) {
        for (int domain : domains) {
            if (timeSinceMark(domain) != time) {
                return false;
            }
        }
        return true;
    }

    private long timeSinceMark(int domain) {
        return counter(domain).knownNanos() - timeMarks[domain];
    }

    private long sinceMark(int[] domains) {
        long sum = 0;
        for (int domain : domains) {
            sum += counter(domain).energyMicrojoules() - energyMarks[domain];
        }
        return sum;
    }

    private void mark(int[] domains) {
        for (int domain : domains) {
            energyMarks[domain] = counter(domain).energyMicrojoules();
            timeMarks[domain] = counter(domain).knownNanos();
        }
    }

    private EnergyCounter counter(int domain) {
        return sensors.meter(domain).counter();
    }

    private long units() {
        long units = 0;
        for (int domain : psys) {
            units += counter(domain).unitMicrojoules();
        }
        return units;
    }
}
