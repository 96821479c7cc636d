package io.scaph.api.spi;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The raw values of a sensor's counters at one moment, in storage that the reader owns and uses again. Not safe for use
 * by several threads.
 */
public final class RawCounters {
    private static final String NOT_READ = "the sensor gave no value";

    private final long[] microjoules;
    private final @Nullable String[] failures;
    private final long[] publications;
    private final long[] lows;
    private final long[] highs;
    private final boolean[] restarts;
    private final boolean[] confirmed;
    private final boolean[] blocked;
    private boolean suspended;
    private boolean restarted;

    /**
     * Makes room for the counters of a topology.
     *
     * @param domains how many
     */
    public RawCounters(int domains) {
        microjoules = new long[domains];
        failures = new @Nullable String[domains];
        publications = new long[domains];
        lows = new long[domains];
        highs = new long[domains];
        restarts = new boolean[domains];
        confirmed = new boolean[domains];
        blocked = new boolean[domains];
        clear();
    }

    /** Forgets all readings. */
    public void clear() {
        Arrays.fill(failures, NOT_READ);
        Arrays.fill(restarts, false);
        Arrays.fill(confirmed, false);
        Arrays.fill(blocked, false);
        suspended = false;
        restarted = false;
    }

    /**
     * Records that who publishes these counters stopped since the last reading and began anew: what he did not see
     * meanwhile is not in them, and not known.
     */
    public void restarted() {
        restarted = true;
    }

    /**
     * Whether who publishes these counters began anew since the last reading.
     *
     * @return true if the sensor said so
     */
    public boolean wasRestarted() {
        return restarted;
    }

    /**
     * Records that one counter began anew since the last reading, whatever it shows: what happened meanwhile is not in it, and
     * not known. For a sensor that adds up power itself and could not read it for a while.
     *
     * @param domain the domain's index in the topology
     */
    public void restarted(int domain) {
        restarts[domain] = true;
    }

    /**
     * Whether one counter began anew since the last reading.
     *
     * @param domain the domain's index in the topology
     * @return true if the sensor said so of this domain
     */
    public boolean wasRestarted(int domain) {
        return restarts[domain];
    }

    /**
     * Records that the machine was suspended since the last reading: the counters may have gone on, stood still or begun
     * anew meanwhile, so that their energy since then is not known.
     */
    public void suspended() {
        suspended = true;
    }

    /**
     * Whether the machine was suspended since the last reading.
     *
     * @return true if the sensor said so
     */
    public boolean wasSuspended() {
        return suspended;
    }

    /**
     * Records a reading.
     *
     * @param domain the domain's index in the topology
     * @param value what the counter shows, in µJ; not negative
     * @throws IllegalArgumentException if the value is negative
     */
    public void put(int domain, long value) {
        put(domain, value, 0);
    }

    /**
     * Records a reading of what somebody else publishes from time to time, and says when. A value of the same publication as
     * before tells nothing about the time since; one of another was measured anew, so it means 0 W if it is the same.
     *
     * @param domain the domain's index in the topology
     * @param value what the counter shows, in µJ; not negative
     * @param publication which publication the value is of, above 0; 0 for a counter that is measured when it is read
     * @throws IllegalArgumentException if the value is negative
     */
    public void put(int domain, long value, long publication) {
        if (value < 0) {
            throw new IllegalArgumentException("a counter can't show " + value + " µJ");
        }
        microjoules[domain] = value;
        lows[domain] = value;
        highs[domain] = value;
        publications[domain] = publication;
        failures[domain] = null;
    }

    /**
     * Records the reading of a counter that is estimated, with the interval that holds the truth four times of five. Each
     * bound is a counter of its own, which grows as the estimate does.
     *
     * @param domain the domain's index in the topology
     * @param value what the counter shows, in µJ; not negative
     * @param low what it would show if the power were at the lower end all the time, in µJ
     * @param high what it would show if the power were at the upper end all the time, in µJ
     * @throws IllegalArgumentException if the value is negative or not between the bounds
     */
    public void putEstimate(int domain, long value, long low, long high) {
        if (low > value || high < value) {
            throw new IllegalArgumentException(value + " µJ are not between " + low + " and " + high);
        }
        put(domain, value, 0);
        lows[domain] = low;
        highs[domain] = high;
    }

    /**
     * Records that a counter could not be read.
     *
     * @param domain the domain's index in the topology
     * @param reason why, one line, naming the file or call
     */
    public void fail(int domain, String reason) {
        failures[domain] = reason;
    }

    /**
     * Records that a counter could not be read because an earlier reading of it has not returned. The monitor is then not
     * healthy, though all other counters are read.
     *
     * @param domain the domain's index in the topology
     * @param reason one line, naming the file or call
     */
    public void block(int domain, String reason) {
        fail(domain, reason);
        blocked[domain] = true;
    }

    /**
     * Whether an earlier reading of a counter has not returned.
     *
     * @param domain the domain's index in the topology
     * @return true if the sensor said so
     */
    public boolean isBlocked(int domain) {
        return blocked[domain];
    }

    /**
     * Records that a reading is of now, even if the counter shows the same as before: the domain used nothing, as a device
     * does that is switched off. Without this a counter that stands still is taken for one that was not measured again, and
     * its energy is unknown until it moves.
     *
     * @param domain the domain's index in the topology
     */
    public void confirm(int domain) {
        confirmed[domain] = true;
    }

    /**
     * Whether a reading is of now even if the counter has not moved.
     *
     * @param domain the domain's index in the topology
     * @return true if the sensor said so
     */
    public boolean isConfirmed(int domain) {
        return confirmed[domain];
    }

    /**
     * How many counters there are.
     *
     * @return the number given at the start
     */
    public int size() {
        return microjoules.length;
    }

    /**
     * Why a counter has no reading.
     *
     * @param domain the domain's index in the topology
     * @return the reason, or empty if it was read
     */
    public Optional<String> failure(int domain) {
        return Optional.ofNullable(failures[domain]);
    }

    /**
     * What a counter showed; means nothing where there is a {@link #failure}.
     *
     * @param domain the domain's index in the topology
     * @return the raw value, in µJ
     */
    public long microjoules(int domain) {
        return microjoules[domain];
    }

    /**
     * The lower end of the interval of a counter that is estimated; means nothing where there is a {@link #failure}.
     *
     * @param domain the domain's index in the topology
     * @return in µJ; the raw value itself if it is not estimated
     */
    public long lowMicrojoules(int domain) {
        return lows[domain];
    }

    /**
     * The upper end of the interval of a counter that is estimated; means nothing where there is a {@link #failure}.
     *
     * @param domain the domain's index in the topology
     * @return in µJ; the raw value itself if it is not estimated
     */
    public long highMicrojoules(int domain) {
        return highs[domain];
    }

    /**
     * Which publication a counter's value is of; means nothing where there is a {@link #failure}.
     *
     * @param domain the domain's index in the topology
     * @return its number, 0 if it is measured when it is read
     */
    public long publication(int domain) {
        return publications[domain];
    }
}
