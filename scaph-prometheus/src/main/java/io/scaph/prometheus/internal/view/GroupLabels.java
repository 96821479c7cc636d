package io.scaph.prometheus.internal.view;

import io.scaph.api.workload.Group;
import io.scaph.prometheus.internal.exposition.LabelSet;

/**
 * The labels of one kind of group.
 *
 * @param kind the kind
 * @param labelling makes the labels of a line
 * @param other the labels of the line of all groups that have no line of their own
 * @param <G> the kind of group
 */
public record GroupLabels<G extends Group>(GroupKind<G> kind, Labelling<G> labelling, LabelSet other) {}
