package io.scaph.api.internal.tick;

/** The part of the host's energy that one account of the ledger shares. Allocates nothing. Not safe for several threads. */
final class HostPart {
    private long microjoules;
    private long lowMicrojoules;
    private long highMicrojoules;

    // Since the last beginTick().
    private long delta;
    private boolean known;
    private boolean lost;

    void beginTick() {
        delta = 0;
        known = false;
        lost = false;
    }

    /** Adds what the last reading of its domains made known. */
    void settle(SensorBank sensors, int[] domains) {
        boolean awaiting = false;
        for (int domain : domains) {
            EstimateBounds bounds = sensors.bounds(domain);
            add(sensors.delta(domain), bounds.lowDelta(), bounds.highDelta());
            known |= sensors.known(domain);
            awaiting |= sensors.counter(domain).awaiting();
        }
        lost = !known && !awaiting;
    }

    /** Adds energy that became known. */
    void add(long more, long low, long high) {
        microjoules += more;
        lowMicrojoules += low;
        highMicrojoules += high;
        delta += more;
        known |= more > 0;
    }

    /** What is not known may become known by other domains. */
    void keepUnknown() {
        lost = false;
    }

    /** The energy that became known in this tick, in µJ. */
    long delta() {
        return delta;
    }

    boolean known() {
        return known;
    }

    /** Whether the energy up to now that is not known will never be: then what was to share it has nothing to wait for. */
    boolean lost() {
        return lost;
    }

    /** Its energy as of the last {@link #settle}. */
    Sample.Part settled() {
        return new Sample.Part(microjoules, lowMicrojoules, highMicrojoules, 0, 0);
    }
}
