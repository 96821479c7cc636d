package io.scaph.prometheus.internal.view;

import java.util.List;

/**
 * The energy of all processes, or of all groups of one kind, by lines. Exactly, in whole microjoules, and in the interval too:
 *
 * <pre>lines + other + ended = the energy of all of them, including those that ended</pre>
 *
 * @param lines those that have their own line
 * @param others how many have no line
 * @param other what they used while they had no line; never falls. Its CPU time is not counted
 * @param lastOther what was used in the last interval and is in no line
 * @param endedMicrojoules the last values of lines that were removed, and what was never in a line, in µJ; never falls
 * @param <S> the kind of subject
 */
public record PublishedLines<S>(
        List<PublishedLine<S>> lines, int others, Amount other, Amount lastOther, long endedMicrojoules) {
    /**
     * Returns whether there was never anything to list.
     *
     * @return true if there is neither a line nor any energy
     */
    public boolean isEmpty() {
        return lines.isEmpty() && others == 0 && other.microjoules() == 0 && endedMicrojoules == 0;
    }
}
