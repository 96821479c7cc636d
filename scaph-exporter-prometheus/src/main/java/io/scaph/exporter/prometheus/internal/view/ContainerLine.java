package io.scaph.exporter.prometheus.internal.view;

import io.scaph.api.snapshot.Container;
import io.scaph.exporter.prometheus.internal.exposition.LabelSet;

/**
 * A container.
 *
 * @param labels its labels
 * @param container which
 * @param energyMicrojoules its energy since the monitor was opened, in µJ; never falls, also if it is started again
 */
public record ContainerLine(LabelSet labels, Container container, long energyMicrojoules) {}
