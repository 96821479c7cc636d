package io.scaph.prometheus.internal.view;

import io.scaph.api.workload.Group;
import io.scaph.prometheus.internal.exposition.LabelSet;
import java.util.function.BiConsumer;

/**
 * The labels of one kind of group.
 *
 * @param group the kind
 * @param labelling makes the labels of a line
 * @param other the labels of the line of all groups without their own line
 * @param <G> the kind of group
 */
public record GroupLabels<G extends Group>(MetricGroup<G> group, Labelling<G> labelling, LabelSet other) {
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
            MetricGroup<G> group, BiConsumer<LabelSet.Builder, G> describe, String... otherNames) {
        return new GroupLabels<>(group, Labelling.of(describe), LabelSet.sameValue("other", otherNames));
    }
}
