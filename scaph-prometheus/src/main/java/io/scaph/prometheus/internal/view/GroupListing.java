package io.scaph.prometheus.internal.view;

import io.scaph.api.workload.Group;

/**
 * The lines of one kind of group.
 *
 * @param labels the kind and its labels
 * @param listing the lines
 * @param <G> the kind of group
 */
public record GroupListing<G extends Group>(GroupLabels<G> labels, Listing<G> listing) {}
