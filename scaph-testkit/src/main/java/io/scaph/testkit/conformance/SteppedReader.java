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
 * What an exporter under test reads from: each time it waits, the next thing happens and virtual time passes; when all has
 * happened it waits in real time, until it is interrupted.
 */
final class SteppedReader implements SnapshotReader {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long WAIT_MILLIS = 50;

    private final SnapshotReader reader;
    private final VirtualClock clock;
    private final Iterator<Runnable> happenings;
    private final CountDownLatch happened = new CountDownLatch(1);
    private final AtomicInteger wishes = new AtomicInteger();
    private volatile Snapshot last;

    SteppedReader(SnapshotReader reader, VirtualClock clock, List<Runnable> happenings) {
        this.reader = reader;
        this.clock = clock;
        this.happenings = happenings.iterator();
        last = reader.latest();
    }

    /** Waits until all has happened, or for some time. */
    boolean awaitHappened(long millis) throws InterruptedException {
        return happened.await(millis, TimeUnit.MILLISECONDS);
    }

    /** How often a tick was asked for without waiting for its time. */
    int wishes() {
        return wishes.get();
    }

    /** The newest snapshot that was handed out. */
    Snapshot last() {
        return last;
    }

    private synchronized void step() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (happenings.hasNext()) {
            happenings.next().run();
            return;
        }
        happened.countDown();
        Thread.sleep(WAIT_MILLIS);
    }

    private Snapshot hand(Snapshot snapshot) {
        last = snapshot;
        return snapshot;
    }

    @Override
    public Snapshot latest() {
        return hand(reader.latest());
    }

    @Override
    public Snapshot refresh() {
        wishes.incrementAndGet();
        return hand(reader.refresh());
    }

    @Override
    public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
        step();
        return hand(reader.awaitUntil(deadlineNanos));
    }

    @Override
    public Snapshot awaitNext() throws InterruptedException {
        step();
        clock.advance(TICK);
        return hand(reader.refresh());
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
