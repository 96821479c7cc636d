package io.scaph.linux.container.name;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.NanoClock;
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
 * What is known of containers by those who run them. It is asked for by a thread of its own, which starts with the first
 * container that somebody may know; whoever wants a name never waits. Descriptions are kept for some minutes after their
 * container ended, since it may start again.
 */
public final class ContainerNames implements AutoCloseable {
    private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** With more than that, those that ended are not kept. */
    private static final int MAX_KEPT = 1_000;

    private static final long CLOSE_MILLIS = 2_000;

    private static final class Wanted {
        final Subject subject;
        /** When its container ended, or -1. */
        volatile long goneNanos = -1;

        Wanted(Subject subject) {
            this.subject = subject;
        }
    }

    private final List<Inquiry> inquiries;
    private final NanoClock clock;
    private final long originNanos;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
    private final Map<String, Description> known = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * Finds whom to ask; asks nobody yet.
     *
     * @param environment the environment variables
     */
    public ContainerNames(Map<String, String> environment) {
        this(NameSources.find(environment), NanoClock.SYSTEM);
    }

    ContainerNames(List<NameSource> sources, NanoClock clock) {
        inquiries = sources.stream().map(Inquiry::new).toList();
        this.clock = clock;
        originNanos = clock.nanoTime();
    }

    /**
     * Where there is nobody to ask.
     *
     * @return names that stay unknown
     */
    public static ContainerNames unknown() {
        return new ContainerNames(List.of(), NanoClock.SYSTEM);
    }

    private long now() {
        return clock.nanoTime() - originNanos;
    }

    /**
     * Notes that a container is there.
     *
     * @param subject which
     */
    public void want(Subject subject) {
        note(subject);
        Thread asking = thread;
        if (asking == null && !closed && !inquiries.isEmpty()) {
            thread = BackgroundThreads.start("scaph-container-names", this::run);
        } else {
            LockSupport.unpark(asking);
        }
    }

    /** The same, without a thread. */
    void note(Subject subject) {
        wanted.compute(subject.id(), (id, former) -> {
            Wanted one = former != null && former.subject.equals(subject) ? former : new Wanted(subject);
            one.goneNanos = -1;
            return one;
        });
    }

    /**
     * Notes that a container has ended.
     *
     * @param id its id
     */
    public void forget(String id) {
        Wanted gone = wanted.get(id);
        if (gone != null) {
            gone.goneNanos = now();
        }
    }

    /**
     * What is known.
     *
     * @param id the id of a container
     * @return its description; empty until somebody told it
     */
    public Optional<Description> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /**
     * Tells whether to look again.
     *
     * @return a number that grows when something that {@link #find} answers has changed
     */
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
            List<Subject> subjects = subjects(inquiry);
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

    private List<Subject> subjects(Inquiry inquiry) {
        List<Subject> subjects = new ArrayList<>();
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
        Map<String, Description> changed = new HashMap<>();
        for (String id : wanted.keySet()) {
            Description merged = null;
            for (Inquiry inquiry : inquiries) {
                Description told = inquiry.told(id);
                if (told != null) {
                    merged = merged == null ? told : merged.and(told);
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

    /** Ends the asking; waits for it no longer than two seconds. */
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
