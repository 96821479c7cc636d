package io.scaph.api.internal.counter;

import io.scaph.api.spi.RawCounters;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The storage behind {@link RawCounters}, with what the reader of it needs. Not safe for use by several threads. */
public final class CounterReadings implements RawCounters {
    private static final String NOT_READ = "the sensor gave no value";

    private final long[] microjoules;
    private final @Nullable String[] failures;
    private final long[] publications;
    private final long[] lows;
    private final long[] highs;
    private final boolean[] restarts;
    private final boolean[] confirmed;
    private final boolean[] blocked;
    private long nanoTime;
    private boolean suspended;
    private boolean restarted;

    /**
     * Makes room for the counters of a topology.
     *
     * @param domains how many
     */
    public CounterReadings(int domains) {
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

    /**
     * Clears all readings before the next one.
     *
     * @param now the time of the next reading, on the monitor's clock, in ns
     */
    public void begin(long now) {
        nanoTime = now;
        clear();
    }

    @Override
    public long nanoTime() {
        return nanoTime;
    }

    private void clear() {
        Arrays.fill(failures, NOT_READ);
        Arrays.fill(restarts, false);
        Arrays.fill(confirmed, false);
        Arrays.fill(blocked, false);
        suspended = false;
        restarted = false;
    }

    @Override
    public void restarted() {
        restarted = true;
    }

    /**
     * Returns whether the publisher of these counters restarted since the last reading.
     *
     * @return true if the sensor said so
     */
    public boolean wasRestarted() {
        return restarted;
    }

    @Override
    public void restarted(int domain) {
        restarts[domain] = true;
    }

    /**
     * Returns whether one counter restarted since the last reading.
     *
     * @param domain the domain's index in the topology
     * @return true if the sensor said so of this domain
     */
    public boolean wasRestarted(int domain) {
        return restarts[domain];
    }

    @Override
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

    @Override
    public void put(int domain, long value) {
        put(domain, value, 0);
    }

    @Override
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

    @Override
    public void putEstimate(int domain, long value, long low, long high) {
        if (low > value || high < value) {
            throw new IllegalArgumentException(value + " µJ are not between " + low + " and " + high);
        }
        put(domain, value, 0);
        lows[domain] = low;
        highs[domain] = high;
    }

    @Override
    public void fail(int domain, @Nullable String reason) {
        // The message of an exception, which is often null.
        failures[domain] = reason == null ? "it could not be read" : reason;
    }

    @Override
    public void block(int domain, @Nullable String reason) {
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

    @Override
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

    @Override
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
