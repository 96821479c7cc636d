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
    private boolean suspended;

    /**
     * Makes room for the counters of a topology.
     *
     * @param domains how many
     */
    public RawCounters(int domains) {
        microjoules = new long[domains];
        failures = new @Nullable String[domains];
        clear();
    }

    /** Forgets all readings. */
    public void clear() {
        Arrays.fill(failures, NOT_READ);
        suspended = false;
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
        if (value < 0) {
            throw new IllegalArgumentException("a counter can't show " + value + " µJ");
        }
        microjoules[domain] = value;
        failures[domain] = null;
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
}
