package io.scaph.containers;

import io.scaph.api.internal.text.KernelEnvironment;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.NanoClock;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.linux.container.name.ContainerNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the container runtimes on a thread of its own, which starts with the first container. Descriptions are kept for some
 * minutes after their container ended because it may start again.
 */
@SuppressWarnings("exports") // Only scaph-linux, which loads it, sees that type.
public final class RuntimeNames implements ContainerNames {
    private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** With more than that, those that ended are not kept. */
    private static final int MAX_KEPT = 1_000;

    private static final long CLOSE_MILLIS = 2_000;

    private static final class Wanted {
        final ContainerIdentity subject;
        /** When its container ended, or -1. */
        volatile long goneNanos = -1;

        Wanted(ContainerIdentity subject) {
            this.subject = subject;
        }
    }

    private final List<Inquiry> inquiries;
    private final NanoClock clock;
    private final long originNanos;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
    private final Map<String, ContainerDescription> known = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** For {@code ServiceLoader}. Finds the runtimes by the environment variables, and asks none yet. */
    public RuntimeNames() {
        this(NameSources.find(KernelEnvironment.variables()), NanoClock.SYSTEM);
    }

    RuntimeNames(List<NameSource> sources, NanoClock clock) {
        inquiries = sources.stream().map(Inquiry::new).toList();
        this.clock = clock;
        originNanos = clock.nanoTime();
    }

    private long now() {
        return clock.nanoTime() - originNanos;
    }

    @Override
    public void request(ContainerIdentity subject) {
        note(subject);
        Thread asking = thread;
        if (asking == null && !closed && !inquiries.isEmpty()) {
            thread = BackgroundThreads.start("scaph-container-names", this::run);
        } else {
            LockSupport.unpark(asking);
        }
    }

    /** The same, without a thread. */
    void note(ContainerIdentity subject) {
        wanted.compute(subject.id(), (id, former) -> {
            Wanted one = former != null && former.subject.equals(subject) ? former : new Wanted(subject);
            one.goneNanos = -1;
            return one;
        });
    }

    @Override
    public void release(String id) {
        Wanted gone = wanted.get(id);
        if (gone != null) {
            gone.goneNanos = now();
        }
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
     * Asks whom it is time to ask.
     *
     * @return for how many ns there is nothing to do, unless somebody wants something
     * @throws InterruptedException if the thread is interrupted
     */
    long step() throws InterruptedException {
        expire();
        long wait = Long.MAX_VALUE;
        boolean asked = false;
        for (Inquiry inquiry : inquiries) {
            List<ContainerIdentity> subjects = subjects(inquiry);
            long left = inquiry.waitNanos(subjects, now());
            if (left == 0) {
                inquiry.ask(subjects, now());
                asked = true;
                left = inquiry.waitNanos(subjects, now());
            }
            wait = Math.min(wait, left);
        }
        if (asked) {
            publish();
        }
        return wait;
    }

    private List<ContainerIdentity> subjects(Inquiry inquiry) {
        List<ContainerIdentity> subjects = new ArrayList<>();
        for (Wanted one : wanted.values()) {
            if (one.goneNanos < 0 && inquiry.concerns(one.subject)) {
                subjects.add(one.subject);
            }
        }
        return subjects;
    }

    private void expire() {
        long now = now();
        boolean crowded = wanted.size() > MAX_KEPT;
        for (String id : List.copyOf(wanted.keySet())) {
            // As one step, since it may be wanted again at this moment.
            Wanted left = wanted.computeIfPresent(id, (key, one) -> {
                long gone = one.goneNanos;
                return gone >= 0 && (crowded || now - gone > KEEP_NANOS) ? null : one;
            });
            if (left == null) {
                known.remove(id);
                inquiries.forEach(inquiry -> inquiry.forget(id));
            }
        }
    }

    private void publish() {
        Map<String, ContainerDescription> changed = new HashMap<>();
        for (String id : wanted.keySet()) {
            ContainerDescription merged = null;
            for (Inquiry inquiry : inquiries) {
                ContainerDescription told = inquiry.told(id);
                if (told != null) {
                    merged = merged == null ? told : merged.mergedWith(told);
                }
            }
            if (merged != null && !merged.equals(known.get(id))) {
                changed.put(id, merged);
            }
        }
        if (!changed.isEmpty()) {
            known.putAll(changed);
            version.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread asking = thread;
        thread = null;
        if (asking == null) {
            return;
        }
        asking.interrupt();
        try {
            asking.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            // Whoever closes has no time; the thread is a daemon.
            Thread.currentThread().interrupt();
        }
    }
}
