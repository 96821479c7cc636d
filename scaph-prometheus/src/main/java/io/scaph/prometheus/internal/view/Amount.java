package io.scaph.prometheus.internal.view;

/**
 * An amount of what processes use.
 *
 * @param microjoules energy, in µJ
 * @param deviceMicrojoules the part of devices such as GPUs, in µJ
 * @param cpuNanos CPU time, in ns
 */
public record Amount(long microjoules, long deviceMicrojoules, long cpuNanos) {
    /** Nothing. */
    static final Amount ZERO = new Amount(0, 0, 0);

    Amount plus(Amount other) {
        return new Amount(
                microjoules + other.microjoules,
                deviceMicrojoules + other.deviceMicrojoules,
                cpuNanos + other.cpuNanos);
    }

    Amount minus(Amount other) {
        return new Amount(
                microjoules - other.microjoules,
                deviceMicrojoules - other.deviceMicrojoules,
                cpuNanos - other.cpuNanos);
    }
}
