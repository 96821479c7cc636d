package io.scaph.prometheus.internal.view;

import io.scaph.prometheus.internal.exposition.LabelSet;
import java.util.function.BiConsumer;

/**
 * Makes the labels of a line.
 *
 * @param <S> the kind of subject
 */
@FunctionalInterface
public interface Labelling<S> {
    /**
     * Makes the labels.
     *
     * @param subject the process or group
     * @param since when the line began to count, in seconds since 1970. It distinguishes the lines that one subject has one
     *     after the other, and is empty for the first line of a group
     * @return the labels
     */
    LabelSet labels(S subject, String since);

    /**
     * Labels that describe the subject, with {@code since} at the end.
     *
     * @param describe adds the labels of a subject
     * @param <S> the kind of subject
     * @return the labelling
     */
    static <S> Labelling<S> of(BiConsumer<LabelSet.Builder, S> describe) {
        return (subject, since) -> {
            LabelSet.Builder labels = LabelSet.builder();
            describe.accept(labels, subject);
            return labels.with("since", since).build();
        };
    }
}
