package io.scaph.api.internal.host;

/**
 * The part of the host's energy that one account of the ledger shares. Allocates nothing. Not safe for use by several
 * threads.
 */
public final class HostPart {
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
            DomainMeter meter = sensors.meter(domain);
            MeteredEnergy energy = meter.energy();
            add(energy.delta(), energy.lowDelta(), energy.highDelta());
            known |= energy.known();
            awaiting |= meter.counter().awaiting();
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

    /** Waits: what is unknown may become known by other domains. */
    void keepUnknown() {
        lost = false;
    }

    /**
     * Returns the energy that became known in this tick.
     *
     * @return the energy, in µJ
     */
    public long delta() {
        return delta;
    }

    /**
     * Returns whether energy became known in this tick.
     *
     * @return false if there is nothing to share
     */
    public boolean known() {
        return known;
    }

    /**
     * Returns whether the energy that is unknown now will never be known, so that its users do not wait for it.
     *
     * @return true if it is lost
     */
    public boolean lost() {
        return lost;
    }

    /** Its energy as of the last {@link #settle}. */
    Sample.Part settled() {
        return new Sample.Part(microjoules, lowMicrojoules, highMicrojoules, 0, 0);
    }
}
