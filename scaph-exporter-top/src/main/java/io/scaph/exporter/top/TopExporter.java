package io.scaph.exporter.top;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.exporter.top.internal.view.TopState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;

/**
 * Shows intervals on a terminal until the user quits.
 *
 * @param terminal where to show them
 * @param step the time from one interval to the next
 * @param details what the monitor must read
 * @param output what writes to the terminal; not closed
 */
record TopExporter(TerminalSource terminal, Duration step, Set<WorkloadDetail> details, OutputStream output)
        implements Exporter {
    @Override
    public boolean drawsOnTerminal() {
        return true;
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        FullScreen screen = FullScreen.enter(terminal.open(), output);
        try (LiveTop live = LiveTop.open(new TopState(step), screen, terminal.style())) {
            follow(snapshots, live);
        }
    }

    private void follow(SnapshotReader snapshots, LiveTop live) throws IOException {
        Snapshot from = snapshots.latest();
        long start = from.nanoTime();
        long due = 0;
        try {
            while (true) {
                due += step.toNanos();
                Snapshot to = snapshots.awaitUntil(start + due);
                live.show(Interval.between(from, to), snapshots.trouble());
                from = to;
                long late = to.nanoTime() - start - due;
                due += late / step.toNanos() * step.toNanos();
            }
        } catch (InterruptedException stop) {
            // The user has quit, or a signal has come.
        }
    }
}
