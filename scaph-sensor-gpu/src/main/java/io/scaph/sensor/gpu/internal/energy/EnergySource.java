package io.scaph.sensor.gpu.internal.energy;

import java.io.IOException;

/** A device's energy as a counter. Read from one thread at a time. */
public interface EnergySource {
    /**
     * Reads on.
     *
     * @param nanoTime the time now
     * @return what the counter shows, in µJ
     * @throws IOException if it can't be read; the message names the thing and the reason in one line
     */
    long microjoules(long nanoTime) throws IOException;

    /**
     * How often the counter lost what came before: across a change of this number its difference means nothing.
     *
     * @return how often since it was made
     */
    default int beginnings() {
        return 0;
    }

    /**
     * Whether it sees only what happens while it is read, and has to be read often.
     *
     * @return true for power that is integrated
     */
    default boolean isSampled() {
        return false;
    }

    /**
     * Whether the device used nothing if the counter stands still. Otherwise a counter that stands still was not measured
     * again.
     *
     * @return true for power that is read as 0 and for a device that sleeps
     */
    default boolean confirmsStandstill() {
        return isSampled();
    }
}
