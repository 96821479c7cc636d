package io.scaph.api.spi;

import io.scaph.api.internal.counter.CounterReadings;
import org.jspecify.annotations.Nullable;

/**
 * Takes the readings of a sensor's counters at one moment. The storage belongs to the monitor, which uses it again, so a
 * reading allocates nothing. A domain is named by its index in the sensor's topology. Not safe for use by several threads, and
 * not to be kept after {@link Sensor#read} returns.
 */
@SuppressWarnings("exports") // the annotation is not needed at run time
public sealed interface RawCounters permits CounterReadings {
    /**
     * Returns the number of counters.
     *
     * @return the number of domains in the topology
     */
    int size();

    /**
     * Returns the time of this reading, for sensors that integrate power.
     *
     * @return ns since an arbitrary origin, on the monitor's clock
     */
    long nanoTime();

    /**
     * Records a reading.
     *
     * @param domain the index of the domain
     * @param microjoules the value of the counter, in µJ; not negative
     * @throws IllegalArgumentException if the value is negative
     */
    void put(int domain, long microjoules);

    /**
     * Records a reading of a counter that something else publishes from time to time. A value of the same publication as before
     * says nothing about the time since; the same value of another publication means 0 W.
     *
     * @param domain the index of the domain
     * @param microjoules the value of the counter, in µJ; not negative
     * @param publication the number of the publication, above 0; 0 for a counter that is measured when it is read
     * @throws IllegalArgumentException if the value is negative
     */
    void put(int domain, long microjoules, long publication);

    /**
     * Records a reading of an estimated counter with the range that contains the true value four times out of five. Each end is
     * a separate counter, which grows as the estimate does.
     *
     * @param domain the index of the domain
     * @param microjoules the value of the counter, in µJ; not negative
     * @param low the value if the power were at the lower end all the time, in µJ
     * @param high the value if the power were at the upper end all the time, in µJ
     * @throws IllegalArgumentException if the value is negative or not between the ends
     */
    void putEstimate(int domain, long microjoules, long low, long high);

    /**
     * Records that a counter could not be read.
     *
     * @param domain the index of the domain
     * @param reason the reason, one line that names the file or call; null if it has no words
     */
    void fail(int domain, @Nullable String reason);

    /**
     * Records that a counter could not be read because an earlier reading of it has not returned. The monitor is then not
     * healthy, although all other counters are read.
     *
     * @param domain the index of the domain
     * @param reason the reason, one line that names the file or call; null if it has no words
     */
    void block(int domain, @Nullable String reason);

    /**
     * Records that a reading was made now even if the counter has not moved: the domain used nothing, like a device that is
     * switched off. Without this a counter that stands still is treated as one that was not measured again, and its energy is
     * unknown until it moves.
     *
     * @param domain the index of the domain
     */
    void confirm(int domain);

    /**
     * Records that the publisher of these counters restarted since the last reading. What happened in between is not in them
     * and is unknown.
     */
    void restarted();

    /**
     * Records that one counter restarted since the last reading, whatever its value. What happened in between is not in it and
     * is unknown. For sensors that integrate power and could not read it for a while.
     *
     * @param domain the index of the domain
     */
    void restarted(int domain);

    /**
     * Records that the machine was suspended since the last reading. The counters may have continued, stopped or restarted, so
     * the energy since then is unknown.
     */
    void suspended();
}
