package io.scaph.prometheus.internal.publishing;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.exposition.TextSink;
import io.scaph.prometheus.internal.host.HostGauges;
import io.scaph.prometheus.internal.host.SlowGauges;
import io.scaph.prometheus.internal.schema.Facts;
import io.scaph.prometheus.internal.view.Follower;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.GroupRoster;
import io.scaph.prometheus.internal.view.Line;
import io.scaph.prometheus.internal.view.ProcessRoster;
import io.scaph.prometheus.internal.view.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one monitor's ticks are to those who scrape. Nothing here waits for a tick or holds one up. Safe for use by several
 * threads: those that ask at the same time share one text.
 */
public final class Publication implements AutoCloseable {
    /** So long a text is given to others too: fresh enough for everybody, and a crowd costs no more than one. */
    private static final long SHARED_NANOS = 100_000_000;

    private final SnapshotReader snapshots;
    private final Content content;
    private final Follower follower;
    private final SlowGauges slow;
    private final History history = new History();
    private final SelfWatch self = new SelfWatch();
    private final ReentrantLock lock = new ReentrantLock();
    /** Under the lock. Read once a tick at the most, like everything else. */
    private @Nullable HostGauges host;

    private long hostSequence;
    private final Map<Format, MetricText> texts = new EnumMap<>(Format.class);

    /**
     * Begins with the latest snapshot.
     *
     * @param snapshots what to follow; used by {@link #follow} and by a thread of its own for resources
     * @param content what to publish
     */
    public Publication(SnapshotReader snapshots, Content content) {
        this.snapshots = snapshots;
        this.content = content;
        follower = new Follower(
                snapshots, new ProcessRoster(content.mostProcesses(), content.schema()::process), groups(content));
        slow = new SlowGauges(this::listed, snapshots::resources, content.roots());
    }

    private static List<GroupRoster<?>> groups(Content content) {
        List<GroupRoster<?>> rosters = new ArrayList<>();
        for (GroupLabels<?> labels : content.schema().groups()) {
            Integer most = content.mostGroups().get(labels.kind());
            if (most != null) {
                rosters.add(new GroupRoster<>(most, labels));
            }
        }
        return rosters;
    }

    private List<ProcessInfo> listed() {
        List<ProcessInfo> workloads = new ArrayList<>();
        for (Line<ProcessInfo> line : follower.view().listing().lines()) {
            if (!line.ended()) {
                workloads.add(line.subject());
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
        follower.run(view -> {
            history.add(view);
            told.accept(view);
        });
    }

    /**
     * The power of the last minutes.
     *
     * @return the points, the oldest first
     */
    public List<History.Point> history() {
        return history.points();
    }

    /**
     * What runs.
     *
     * @return scaph's version
     */
    public String version() {
        return self.version();
    }

    /**
     * Returns whether the last tick is recent. If it is not, its values must not be published as if they were of now.
     *
     * @return false if ticks are late
     */
    public boolean isCurrent() {
        return snapshots.isCurrent();
    }

    /**
     * Returns what is wrong with the monitor.
     *
     * @return one line; empty if nothing is wrong
     */
    public Optional<String> trouble() {
        return snapshots.trouble();
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
     * @param zipped whether it will be wanted compressed
     * @return the text; to be given back
     */
    public MetricText borrow(Format format, boolean zipped) {
        lock.lock();
        try {
            long now = System.nanoTime();
            View view = follower.view();
            MetricText text = texts.computeIfAbsent(format, MetricText::none);
            if (!text.isOf(view.now().sequence(), now - SHARED_NANOS)) {
                text = make(format, text, view, now);
                texts.put(format, text);
            }
            if (zipped && !text.isZipped()) {
                long begin = System.nanoTime();
                text.zip();
                self.zipped(System.nanoTime() - begin);
            }
            return text.borrow();
        } finally {
            lock.unlock();
        }
    }

    private MetricText make(Format format, MetricText before, View view, long begin) {
        byte[] zippedStorage = before.zippedStorage();
        TextSink sink = MetricText.sink(format, before);
        tellTo(sink, view, begin);
        MetricText text = new MetricText(view.now().sequence(), begin, sink, zippedStorage);
        self.scraped(System.nanoTime() - begin);
        return text;
    }

    /**
     * The metrics as text, in an array of their own.
     *
     * @return the text format
     */
    public byte[] copy() {
        MetricText text = borrow(Format.TEXT, false);
        try {
            return Arrays.copyOf(text.storage(false), text.length(false));
        } finally {
            text.giveBack();
        }
    }

    /**
     * Passes on the metrics; none if the last tick is of the past.
     *
     * @param sink takes the metrics
     */
    public void tell(Sink sink) {
        if (!isCurrent()) {
            return;
        }
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
        if (host == null || hostSequence != view.now().sequence()) {
            host = HostGauges.read(content.roots());
            hostSequence = view.now().sequence();
            self.sample(host.cpus());
        }
        Facts facts =
                new Facts(view, host, slow.watch(), self.cost(now - view.now().nanoTime()));
        content.schema().tell(facts, sink);
    }

    @Override
    public void close() {
        slow.close();
    }
}
