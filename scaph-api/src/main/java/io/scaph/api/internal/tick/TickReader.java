package io.scaph.api.internal.tick;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.time.Duration;
import java.util.Optional;

/** Reads the snapshots of a loop and keeps the number of the last one that it returned. */
final class TickReader implements SnapshotReader {
    private final TickLoop loop;
    private volatile long seen;

    TickReader(TickLoop loop) {
        this.loop = loop;
        seen = loop.latest().sequence();
    }

    /** The sequence number of the last snapshot that was returned. */
    long seen() {
        return seen;
    }

    @Override
    public Snapshot latest() {
        Snapshot snapshot = loop.latest();
        seen = snapshot.sequence();
        return snapshot;
    }

    @Override
    public Snapshot refresh() {
        loop.refresh();
        return latest();
    }

    @Override
    public Snapshot recent(Duration age) {
        loop.refreshIfOlder(age);
        return latest();
    }

    @Override
    public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
        loop.awaitUntil(deadlineNanos);
        return latest();
    }

    @Override
    public Snapshot awaitNext() throws InterruptedException {
        loop.awaitNewerThan(seen);
        return latest();
    }

    @Override
    public boolean isCurrent() {
        return loop.isCurrent();
    }

    @Override
    public Optional<String> trouble() {
        return loop.trouble();
    }

    @Override
    public Optional<Resources> resources(ProcessInfo process) {
        return loop.resources(process);
    }

    @Override
    public void close() {
        loop.remove(this);
    }
}
