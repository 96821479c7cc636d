package io.scaph.exporter.prometheus.internal.publishing;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.snapshot.Workload;
import io.scaph.exporter.prometheus.internal.exposition.Format;
import io.scaph.exporter.prometheus.internal.exposition.Sink;
import io.scaph.exporter.prometheus.internal.exposition.TextSink;
import io.scaph.exporter.prometheus.internal.host.HostGauges;
import io.scaph.exporter.prometheus.internal.host.SlowGauges;
import io.scaph.exporter.prometheus.internal.schema.Facts;
import io.scaph.exporter.prometheus.internal.view.ContainerRoster;
import io.scaph.exporter.prometheus.internal.view.Follower;
import io.scaph.exporter.prometheus.internal.view.Line;
import io.scaph.exporter.prometheus.internal.view.Roster;
import io.scaph.exporter.prometheus.internal.view.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * What one monitor's ticks are to those who scrape. Nothing here waits for a tick or holds one up. Safe for use by several
 * threads: those that ask at the same time share one text.
 */
public final class Publication implements AutoCloseable {
    /** So long a text is given to others too: fresh enough for everybody, and a crowd costs no more than one. */
    private static final long SHARED_NANOS = 100_000_000;

    private static final int BUFFER = 8_192;

    private static final class Text {
        final long sequence;
        final long nanos;
        final byte[] plain;
        byte[] zipped = NONE;

        Text(long sequence, long nanos, byte[] plain) {
            this.sequence = sequence;
            this.nanos = nanos;
            this.plain = plain;
        }
    }

    private static final byte[] NONE = {};

    private final Content content;
    private final Follower follower;
    private final SlowGauges slow;
    private final SelfWatch self = new SelfWatch();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Format, Text> texts = new EnumMap<>(Format.class);
    private final Map<Format, TextSink> sinks = new EnumMap<>(Format.class);

    /**
     * Begins with the latest snapshot.
     *
     * @param snapshots what to follow; used by {@link #follow} and by a thread of its own for resources
     * @param content what to publish
     */
    public Publication(SnapshotReader snapshots, Content content) {
        this.content = content;
        follower = new Follower(
                snapshots,
                new Roster(content.mostProcesses(), content.schema()::process),
                new ContainerRoster(content.mostProcesses(), content.schema()::container));
        slow = new SlowGauges(this::listed, snapshots::resources, content.roots());
    }

    private List<Workload> listed() {
        List<Workload> workloads = new ArrayList<>();
        for (Line line : follower.view().listing().lines()) {
            if (!line.ended()) {
                workloads.add(line.process());
            }
        }
        return workloads;
    }

    /**
     * Follows every tick until the thread is interrupted or the monitor is closed.
     *
     * @param told is told each view
     * @throws InterruptedException if the thread is interrupted
     */
    public void follow(Consumer<View> told) throws InterruptedException {
        follower.run(told);
    }

    /**
     * What is known.
     *
     * @return the view of the last tick
     */
    public View view() {
        return follower.view();
    }

    /**
     * The metrics as text.
     *
     * @param format the form
     * @param zipped whether to compress it
     * @return the whole text; not to be changed
     */
    public byte[] text(Format format, boolean zipped) {
        lock.lock();
        try {
            long now = System.nanoTime();
            View view = follower.view();
            Text text = texts.get(format);
            if (text == null || text.sequence != view.now().sequence() || now - text.nanos > SHARED_NANOS) {
                text = new Text(view.now().sequence(), now, make(format, view, now));
                texts.put(format, text);
            }
            if (zipped && text.zipped.length == 0) {
                long begin = System.nanoTime();
                text.zipped = zip(text.plain);
                self.zipped(System.nanoTime() - begin);
            }
            return zipped ? text.zipped : text.plain;
        } finally {
            lock.unlock();
        }
    }

    private byte[] make(Format format, View view, long begin) {
        TextSink sink = sinks.computeIfAbsent(format, TextSink::new);
        tellTo(sink, view, begin);
        byte[] text = sink.finish();
        self.scraped(System.nanoTime() - begin);
        return text;
    }

    /**
     * Tells the metrics.
     *
     * @param sink is told
     */
    public void tell(Sink sink) {
        lock.lock();
        try {
            long begin = System.nanoTime();
            tellTo(sink, follower.view(), begin);
            self.scraped(System.nanoTime() - begin);
        } finally {
            lock.unlock();
        }
    }

    private void tellTo(Sink sink, View view, long now) {
        HostGauges host = HostGauges.read(content.roots());
        Facts facts =
                new Facts(view, host, slow.watch(), self.cost(now - view.now().nanoTime(), host.cpus()));
        content.schema().tell(facts, sink);
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(Math.max(BUFFER, plain.length / 8));
        try (GZIPOutputStream out = new QuickGzip(zipped)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return zipped.toByteArray();
    }

    /** The default level takes three times as long for a tenth less. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(ByteArrayOutputStream target) throws IOException {
            super(target, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public void close() {
        slow.close();
    }
}
