package io.scaph.prometheus.internal.host;

import io.scaph.prometheus.internal.exposition.LabelSet;

/**
 * A file system on a disk of this machine.
 *
 * @param labels file system, mount point, kind and name of the disk
 * @param totalBytes its size
 * @param availableBytes what a user may still write
 */
public record Disk(LabelSet labels, long totalBytes, long availableBytes) {}
