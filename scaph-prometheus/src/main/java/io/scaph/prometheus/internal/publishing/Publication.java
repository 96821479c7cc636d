package io.scaph.prometheus.internal.publishing;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.exposition.TextSink;
import io.scaph.prometheus.internal.host.HostGauges;
import io.scaph.prometheus.internal.host.SlowGauges;
import io.scaph.prometheus.internal.schema.MetricData;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.schema.SelfCost;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.Roster;
import io.scaph.prometheus.internal.view.View;
import io.scaph.prometheus.internal.view.ViewSource;
import java.lang.module.ModuleDescriptor;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the ticks of one monitor as metrics. It never delays a tick. If the last tick was more than a second ago, it requests
 * one, and waits at most 1 s for it. Safe for use by several threads: requests at the same time share one text.
 */
public final class Publication implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Publication.class);
    private static final int FIRST_CAPACITY = 32_768;

    /** A text is shared for this time: recent enough for all clients, and many clients cost the same as one. */
    private static final long SHARED_NANOS = 100_000_000;

    private final SnapshotReader snapshots;
    private final Schema schema;
    private final HostRoots roots;
    private final ViewSource views;
    private final SlowGauges slow;
    private final SelfCostMeter self = new SelfCostMeter();
    private volatile @Nullable Thread follower;
    private final ReentrantLock lock = new ReentrantLock();
    /** Under the lock. Read once a tick at most. */
    private HostGauges host = new HostGauges(Map.of(), List.of());

    private long hostSequence = -1;
    /** Under the lock. */
    private final Map<Format, MetricText> texts = new EnumMap<>(Format.class);

    /**
     * Starts with the latest snapshot.
     *
     * @param snapshots the ticks; used by {@link #follow} and by threads that read resources
     * @param settings what to publish
     */
    public Publication(SnapshotReader snapshots, PublicationSettings settings) {
        this.snapshots = snapshots;
        schema = settings.schema();
        roots = settings.roots();
        Map<GroupLabels<?>, Roster<?>> groups = new LinkedHashMap<>();
        for (GroupLabels<?> labels : schema.groups()) {
            Integer most = settings.mostGroups().get(labels.group());
            if (most != null) {
                groups.put(labels, Roster.ofGroups(most, labels));
            }
        }
        views = new ViewSource(snapshots, Roster.ofProcesses(settings.mostProcesses(), schema::process), groups);
        slow = new SlowGauges(this::living, snapshots::resources, roots, NanoClock.SYSTEM);
    }

    /** The processes with a line that have not ended. */
    private List<PublishedLine<ProcessInfo>> living() {
        return views.latest().processes().lines().stream()
                .filter(line -> !line.ended())
                .toList();
    }

    /**
     * Follows every tick until the monitor is closed.
     *
     * @param listener gets each view
     * @throws InterruptedException if the thread is interrupted
     */
    public void follow(Consumer<View> listener) throws InterruptedException {
        views.follow(listener);
    }

    /**
     * Follows every tick on a daemon thread, until this or the monitor is closed.
     *
     * @param listener gets each view
     */
    public void followInBackground(Consumer<View> listener) {
        follower = BackgroundThreads.start("scaph-prometheus", () -> {
            try {
                follow(listener);
            } catch (InterruptedException e) {
                LOGGER.debug("interrupted", e);
            }
        });
    }

    /**
     * Returns the version of scaph: that of the jar, or of the module.
     *
     * @return the version
     */
    public static String version() {
        return Optional.ofNullable(Publication.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(Publication.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion))
                .orElse("development");
    }

    /**
     * Returns what is known.
     *
     * @return the view of a recent tick
     */
    public View view() {
        return views.recent();
    }

    /**
     * Returns the metrics as text.
     *
     * @param format the form
     * @param zipped whether it is compressed by gzip
     * @return the text, which is shared; not to be changed
     */
    public byte[] text(Format format, boolean zipped) {
        lock.lock();
        try {
            View view = views.recent();
            long begin = System.nanoTime();
            MetricText text = texts.get(format);
            if (text == null || !text.isOf(view.now().sequence(), begin - SHARED_NANOS)) {
                // The next text is about as long as this one.
                int capacity = text == null ? FIRST_CAPACITY : text.plain().length + FIRST_CAPACITY;
                TextSink sink = new TextSink(format, capacity);
                write(sink, view, begin);
                text = new MetricText(view.now().sequence(), begin, sink.finish());
                texts.put(format, text);
            }
            if (!zipped) {
                return text.plain();
            }
            long beginZip = System.nanoTime();
            byte[] compressed = text.zipped();
            self.addToLastScrape(System.nanoTime() - beginZip);
            return compressed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the metrics; none if the last tick is not recent.
     *
     * @param sink where to write
     */
    public void write(Sink sink) {
        if (!snapshots.isCurrent()) {
            return;
        }
        lock.lock();
        try {
            write(sink, views.recent(), System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void write(Sink sink, View view, long begin) {
        if (hostSequence != view.now().sequence()) {
            host = HostGauges.read(roots);
            hostSequence = view.now().sequence();
            self.sample(host.cpus());
        }
        SelfCost cost = self.cost(begin - view.now().nanoTime());
        schema.write(new MetricData(view, host, slow.latest(), cost), sink);
        self.addScrape(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        Thread following = follower;
        if (following != null) {
            following.interrupt();
        }
    }
}
