package io.scaph.prometheus.internal.view;

import io.scaph.prometheus.internal.exposition.LabelSet;

/**
 * A process or a group that has a line of its own.
 *
 * @param labels its labels
 * @param subject the process or group
 * @param energyMicrojoules its energy for as long as it has had this line, in µJ; never falls
 * @param deviceMicrojoules of that, the energy of devices such as GPUs, in µJ; never falls
 * @param totalMicrojoules its energy since the monitor was opened, in µJ; never falls
 * @param lastMicrojoules its energy in the last interval, in µJ
 * @param cpuNanos its CPU time since the monitor was opened, in ns; never falls
 * @param lastCpuNanos its CPU time in the last interval, in ns
 * @param ended whether it has ended; the line stays for a while, so that every scraper sees its last value
 * @param <S> what the line is of
 */
public record Line<S>(
        LabelSet labels,
        S subject,
        long energyMicrojoules,
        long deviceMicrojoules,
        long totalMicrojoules,
        long lastMicrojoules,
        long cpuNanos,
        long lastCpuNanos,
        boolean ended) {}
