package io.scaph.containers;

import io.scaph.api.internal.text.KernelEnvironment;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.NanoClock;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.linux.container.name.ContainerNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Queries the container runtimes on its own thread, which starts with the first container. Descriptions are kept for some
 * minutes after their container ended because it may start again.
 */
@SuppressWarnings("exports") // Only scaph-linux, which loads it, sees that type.
public final class RuntimeNames implements ContainerNames {
    private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** With more containers than this, those that ended are not kept. */
    private static final int MAX_KEPT = 1_000;

    private static final long CLOSE_MILLIS = 2_000;

    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** A container that runs, or ended lately. */
    private record TrackedContainer(ContainerIdentity container, boolean ended, long endedNanos) {}

    private final List<SourcePoller> pollers;
    private final NanoClock clock;
    private final long originNanos;
    private final Map<String, TrackedContainer> entries = new ConcurrentHashMap<>();
    private final Map<String, ContainerDescription> known = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** For {@code ServiceLoader}. Finds the runtimes by the environment variables, and asks none yet. */
    public RuntimeNames() {
        this(sources(KernelEnvironment.variables()), NanoClock.SYSTEM);
    }

    RuntimeNames(List<NameSource> sources, NanoClock clock) {
        pollers = sources.stream().map(SourcePoller::new).toList();
        this.clock = clock;
        originNanos = clock.nanoTime();
    }

    /** The sources that may exist. If several know a container, the last one is preferred. */
    static List<NameSource> sources(Map<String, String> environment) {
        return Stream.concat(
                        DockerNames.find(environment).stream(), KubernetesNames.find(environment, ACCOUNT).stream())
                .toList();
    }

    private long now() {
        return clock.nanoTime() - originNanos;
    }

    @Override
    public void request(ContainerIdentity container) {
        add(container);
        Thread running = thread;
        if (running == null && !closed && !pollers.isEmpty()) {
            thread = BackgroundThreads.start("scaph-container-names", this::run);
        } else {
            LockSupport.unpark(running);
        }
    }

    /** Adds a container without starting the thread. */
    void add(ContainerIdentity container) {
        entries.put(container.id(), new TrackedContainer(container, false, 0));
    }

    @Override
    public void release(String id) {
        entries.computeIfPresent(id, (key, entry) -> new TrackedContainer(entry.container, true, now()));
    }

    @Override
    public Optional<ContainerDescription> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    @Override
    public long version() {
        return version.get();
    }

    private void run() {
        try {
            while (!closed) {
                long wait = step();
                if (wait > 0) {
                    LockSupport.parkNanos(this, wait);
                }
            }
        } catch (InterruptedException e) {
            // By close(): there is nothing left to do.
        }
    }

    /**
     * Asks each source that is due.
     *
     * @return the time until the next source is due, unless a container is requested before, in ns
     * @throws InterruptedException if the thread is interrupted
     */
    long step() throws InterruptedException {
        expire();
        long wait = Long.MAX_VALUE;
        for (SourcePoller poller : pollers) {
            List<ContainerIdentity> containers = containers(poller);
            if (poller.waitNanos(containers, now()) == 0) {
                poller.poll(containers, now());
                publish();
            }
            wait = Math.min(wait, poller.waitNanos(containers, now()));
        }
        return wait;
    }

    private List<ContainerIdentity> containers(SourcePoller poller) {
        return entries.values().stream()
                .filter(entry -> !entry.ended && poller.mayKnow(entry.container))
                .map(TrackedContainer::container)
                .toList();
    }

    private void expire() {
        long now = now();
        boolean crowded = entries.size() > MAX_KEPT;
        if (entries.values().removeIf(entry -> entry.ended && (crowded || now - entry.endedNanos > KEEP_NANOS))) {
            known.keySet().retainAll(entries.keySet());
            pollers.forEach(poller -> poller.retain(entries.keySet()));
        }
    }

    private void publish() {
        boolean changed = false;
        for (String id : entries.keySet()) {
            Optional<ContainerDescription> merged = pollers.stream()
                    .flatMap(poller -> poller.find(id).stream())
                    .reduce(ContainerDescription::mergedWith);
            if (merged.isPresent() && !merged.get().equals(known.put(id, merged.get()))) {
                changed = true;
            }
        }
        if (changed) {
            version.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            BackgroundThreads.join(running, CLOSE_MILLIS);
        }
    }
}
