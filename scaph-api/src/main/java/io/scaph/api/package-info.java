/**
 * The way in: open a {@link io.scaph.api.Monitor}, read its snapshots.
 *
 * <pre>{@code
 * try (Monitor monitor = Monitor.open(); SnapshotReader snapshots = monitor.reader()) {
 *     Snapshot before = snapshots.latest();
 *     work();
 *     Interval interval = new Interval(before, snapshots.refresh());
 *     System.out.println(interval.host().watts());
 * }
 * }</pre>
 */
@NullMarked
package io.scaph.api;

import org.jspecify.annotations.NullMarked;
