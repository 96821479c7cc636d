package io.scaph.testkit.conformance;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reader of an exporter under test. Each time the exporter waits, the next step happens and virtual time passes; after the last
 * step it waits in real time, until it is interrupted.
 */
final class SteppedReader implements SnapshotReader {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long WAIT_MILLIS = 50;

    private final SnapshotReader reader;
    private final VirtualClock clock;
    private final Iterator<Runnable> steps;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile Snapshot last;

    SteppedReader(SnapshotReader reader, VirtualClock clock, List<Runnable> steps) {
        this.reader = reader;
        this.clock = clock;
        this.steps = steps.iterator();
        last = reader.latest();
    }

    /** Waits until all steps are done, or for some time. */
    boolean awaitSteps(long millis) throws InterruptedException {
        return done.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The number of ticks that were requested without waiting for their time. */
    int refreshes() {
        return refreshes.get();
    }

    /** The last snapshot that the exporter received. */
    Snapshot last() {
        return last;
    }

    private synchronized void step() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (steps.hasNext()) {
            steps.next().run();
            return;
        }
        done.countDown();
        Thread.sleep(WAIT_MILLIS);
    }

    private Snapshot record(Snapshot snapshot) {
        last = snapshot;
        return snapshot;
    }

    @Override
    public Snapshot latest() {
        return record(reader.latest());
    }

    @Override
    public Snapshot refresh() {
        refreshes.incrementAndGet();
        return record(reader.refresh());
    }

    @Override
    public Snapshot recent(Duration age) {
        return record(reader.recent(age));
    }

    @Override
    public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
        step();
        return record(reader.awaitUntil(deadlineNanos));
    }

    @Override
    public Snapshot awaitNext() throws InterruptedException {
        step();
        clock.advance(TICK);
        return record(reader.refresh());
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
