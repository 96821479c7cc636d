package io.scaph.prometheus.internal.view;

import java.util.List;

/**
 * The energy of all processes, or of all groups of one kind, by lines. To the microjoule, and in the interval as well,
 *
 * <pre>lines + other + ended = the energy of all of them, those that ended included</pre>
 *
 * @param lines those that have a line of their own
 * @param others how many have no line
 * @param otherMicrojoules what they used while they had no line, in µJ; never falls
 * @param otherDeviceMicrojoules of that, the energy of devices such as GPUs, in µJ; never falls
 * @param lastOtherMicrojoules the energy of the last interval that is in no line, in µJ
 * @param lastOtherCpuNanos the CPU time of the last interval of those without a line, in ns
 * @param endedMicrojoules the last values of lines that were removed, and what was never in one, in µJ; never falls
 * @param <S> what the lines are of
 */
public record Listing<S>(
        List<Line<S>> lines,
        int others,
        long otherMicrojoules,
        long otherDeviceMicrojoules,
        long lastOtherMicrojoules,
        long lastOtherCpuNanos,
        long endedMicrojoules) {
    /**
     * Whether there was never anything to list.
     *
     * @return true if there is neither a line nor any energy
     */
    public boolean isEmpty() {
        return lines.isEmpty() && others == 0 && otherMicrojoules == 0 && endedMicrojoules == 0;
    }
}
