package io.scaph.sensor.gpu.internal.energy;

import java.io.IOException;

/** A device's energy as a counter. Read from one thread at a time. */
public interface EnergySource {
    /**
     * Reads the counter.
     *
     * @param nanoTime the time now, in ns
     * @return the energy, in µJ
     * @throws IOException if it can't be read; the message names the file or function and the reason in one line
     */
    long microjoules(long nanoTime) throws IOException;

    /**
     * The number of restarts of the counter. A difference across a restart means nothing.
     *
     * @return the number since the source was created
     */
    default int restarts() {
        return 0;
    }

    /**
     * Whether the energy between readings is interpolated, so that it must be read often.
     *
     * @return true for power that is integrated
     */
    default boolean isSampled() {
        return false;
    }

    /**
     * Whether a counter that stands still means that the device used nothing. Otherwise it was not measured again.
     *
     * @return true for power that is read as 0 and for a device that sleeps
     */
    default boolean confirmsStandstill() {
        return isSampled();
    }
}
