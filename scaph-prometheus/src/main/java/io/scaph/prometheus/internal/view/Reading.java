package io.scaph.prometheus.internal.view;

/**
 * What the ledger shows of a process or a group at one moment.
 *
 * @param identity what identifies it from one snapshot to the next
 * @param subject its description
 * @param energyMicrojoules the energy of its line in the ledger, in µJ; begins at 0 again if that line was gone for a while
 * @param deviceMicrojoules of that, the energy of devices, in µJ
 * @param cpuNanos the CPU time of that line, in ns
 * @param ended whether it has ended
 * @param <S> what it is of
 */
record Reading<S>(
        Object identity, S subject, long energyMicrojoules, long deviceMicrojoules, long cpuNanos, boolean ended) {}
