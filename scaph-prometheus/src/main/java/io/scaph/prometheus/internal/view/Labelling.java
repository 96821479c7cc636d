package io.scaph.prometheus.internal.view;

import io.scaph.prometheus.internal.exposition.LabelSet;

/**
 * Makes the labels of a line.
 *
 * @param <S> what the line is of
 */
@FunctionalInterface
public interface Labelling<S> {
    /**
     * Labels of a line.
     *
     * @param subject the process or group
     * @param since when the line began to count, in seconds since 1970: it distinguishes the lines that one subject has one
     *     after the other; empty for the first line of a group
     * @return the labels
     */
    LabelSet labels(S subject, String since);
}
