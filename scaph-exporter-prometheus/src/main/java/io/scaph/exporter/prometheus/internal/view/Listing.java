package io.scaph.exporter.prometheus.internal.view;

import java.util.List;

/**
 * The processes' energy by lines. To the microjoule, and in the interval as well,
 *
 * <pre>lines + other + ended = processes of the snapshot + its ended</pre>
 *
 * @param lines the processes that have a line of their own
 * @param others how many have none
 * @param otherMicrojoules what processes used while they had no line, in µJ; never falls
 * @param otherDeviceMicrojoules of that, the energy of devices such as GPUs, in µJ; never falls
 * @param lastOtherMicrojoules the energy of the last interval that is in no line, in µJ
 * @param lastOtherCpuNanos the CPU time of the last interval of processes without a line, in ns
 * @param endedMicrojoules the last values of lines that are no more, and what was never in one, in µJ; never falls
 */
public record Listing(
        List<Line> lines,
        int others,
        long otherMicrojoules,
        long otherDeviceMicrojoules,
        long lastOtherMicrojoules,
        long lastOtherCpuNanos,
        long endedMicrojoules) {}
