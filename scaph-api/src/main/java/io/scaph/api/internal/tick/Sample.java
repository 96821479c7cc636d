package io.scaph.api.internal.tick;

/**
 * The host's counters at one moment, without anything of workloads.
 *
 * @param nanos when they were read, on the monitor's clock
 * @param hostMicrojoules the energy of the accounting root since the monitor was opened, as far as it is known
 * @param lowMicrojoules the lower end of its interval, where it is estimated; else the energy itself
 * @param highMicrojoules the upper end of that interval
 * @param losses how often energy of the root was lost since then
 * @param unknownNanos for how long the energy of some domain of the root has not been known
 */
public record Sample(
        long nanos, long hostMicrojoules, long lowMicrojoules, long highMicrojoules, long losses, long unknownNanos) {}
