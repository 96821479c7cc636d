package io.scaph.sensor.gpu.internal.energy;

/** Reports the processes that one device worked for. Used by one thread at a time. */
@FunctionalInterface
public interface BusyTimeSource {
    /**
     * Collects the times that it worked since the last call; the first call sets the baseline.
     *
     * @param nanoTime the time now, in ns
     * @param busy where to add them
     */
    void collect(long nanoTime, BusyTimes busy);
}
