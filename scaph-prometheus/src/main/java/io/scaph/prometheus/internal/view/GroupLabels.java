package io.scaph.prometheus.internal.view;

import io.scaph.api.workload.Group;
import io.scaph.prometheus.internal.exposition.LabelSet;
import java.util.function.BiFunction;

/**
 * The labels of one kind of group.
 *
 * @param group the kind
 * @param labelling makes the labels of a line, from its group and the label {@code since}: when the line began to count, in
 *     seconds since 1970. It distinguishes the lines that a group has one after the other, and is empty for the first
 * @param other the labels of the line of all groups without their own line
 * @param <G> the kind of group
 */
public record GroupLabels<G extends Group>(
        MetricGroup<G> group, BiFunction<G, String, LabelSet> labelling, LabelSet other) {
    /**
     * Labels that describe the group, and {@code since} where it is needed.
     *
     * @param group the kind
     * @param describe adds the labels of a group
     * @param otherNames the names of the labels of the line of all other groups; their value is "other"
     * @param <G> the kind of group
     * @return the labels
     */
    public static <G extends Group> GroupLabels<G> of(
            MetricGroup<G> group, BiFunction<LabelSet, G, LabelSet> describe, String... otherNames) {
        return new GroupLabels<>(
                group,
                (subject, since) -> describe.apply(LabelSet.NONE, subject).with("since", since),
                LabelSet.sameValue("other", otherNames));
    }
}
