package io.scaph.exporter.stdout;

/**
 * A kind of group that is shown.
 *
 * @param kind the kind
 * @param most how many groups are listed at the most; the others share a line
 */
record GroupCut(GroupKind<?> kind, long most) {}
