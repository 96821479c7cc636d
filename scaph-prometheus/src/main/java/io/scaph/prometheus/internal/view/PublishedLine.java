package io.scaph.prometheus.internal.view;

import io.scaph.prometheus.internal.exposition.LabelSet;

/**
 * A process or a group that is published with its own labels.
 *
 * @param labels its labels
 * @param subject the process or group
 * @param counted what it used since it has had this line; never falls
 * @param total what it used since the monitor was opened; never falls
 * @param last what it used in the last interval
 * @param ended whether it has ended; the line stays for a while, so that every scraper sees its last value
 * @param <S> the kind of subject
 */
public record PublishedLine<S>(LabelSet labels, S subject, Amount counted, Amount total, Amount last, boolean ended) {}
