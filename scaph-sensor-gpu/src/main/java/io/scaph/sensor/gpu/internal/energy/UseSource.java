package io.scaph.sensor.gpu.internal.energy;

/** Tells for whom one device worked. Asked from one thread at a time. */
@FunctionalInterface
public interface UseSource {
    /**
     * Collects who kept it busy since the last call; the first call begins.
     *
     * @param nanoTime the time now
     * @param busy where to put it
     */
    void collect(long nanoTime, BusyTimes busy);
}
