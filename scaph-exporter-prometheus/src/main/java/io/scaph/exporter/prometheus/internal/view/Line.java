package io.scaph.exporter.prometheus.internal.view;

import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.exporter.prometheus.internal.exposition.LabelSet;

/**
 * A process that has a line of its own.
 *
 * @param labels its labels
 * @param process who
 * @param energyMicrojoules its energy for as long as it has had this line, in µJ; never falls
 * @param deviceMicrojoules of that, the energy of devices such as GPUs, in µJ; never falls
 * @param totalMicrojoules its energy since the monitor was opened, in µJ
 * @param lastMicrojoules its energy in the last interval, in µJ
 * @param cpuNanos its CPU time since the monitor was opened, in ns
 * @param lastCpuNanos its CPU time in the last interval, in ns
 * @param ended whether it has ended; the line stays for a while, so that everybody sees its last value
 */
public record Line(
        LabelSet labels,
        ProcessWorkload process,
        long energyMicrojoules,
        long deviceMicrojoules,
        long totalMicrojoules,
        long lastMicrojoules,
        long cpuNanos,
        long lastCpuNanos,
        boolean ended) {}
