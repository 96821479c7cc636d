package io.scaph.exporter.qemu;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A reader that keeps what it handed out. */
final class Recorded implements SnapshotReader {
    private final SnapshotReader reader;
    private final List<Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());

    Recorded(SnapshotReader reader) {
        this.reader = reader;
    }

    List<Snapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    private Snapshot record(Snapshot snapshot) {
        snapshots.add(snapshot);
        return snapshot;
    }

    @Override
    public Snapshot latest() {
        return record(reader.latest());
    }

    @Override
    public Snapshot refresh() {
        return record(reader.refresh());
    }

    @Override
    public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
        return record(reader.awaitUntil(deadlineNanos));
    }

    @Override
    public Snapshot awaitNext() throws InterruptedException {
        return record(reader.awaitNext());
    }

    @Override
    public Optional<Resources> resources(ProcessInfo process) {
        return reader.resources(process);
    }

    @Override
    public void close() {
        reader.close();
    }
}
