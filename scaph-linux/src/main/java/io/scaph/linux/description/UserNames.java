package io.scaph.linux.description;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of users by their ids. No call waits: a daemon thread looks a user up after the first request, since the name may
 * come from a directory server (nsswitch.conf(5)), and a later request finds it. Safe for use by several threads.
 */
public final class UserNames implements AutoCloseable {
    /** A host has fewer users than this; further users have no name. */
    private static final int MAX_USERS = 10_000;

    private static final int MAX_WAITING = 1_000;
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long UNKNOWN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long IDLE_SECONDS = 10;

    private static final class UserName {
        volatile Optional<String> name = Optional.empty();
        volatile long nanos;
        volatile boolean isKnown;
        volatile boolean isRequested;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(UserNames.class);

    private final PluginGuard guard = new PluginGuard(LOGGER, "looking up the names of users");
    private final LongFunction<Optional<String>> lookup;
    private final NanoClock clock;
    private final Map<Long, UserName> names = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final ThreadPoolExecutor thread;

    /**
     * Looks up no user yet.
     *
     * @param lookup finds a name; may be slow
     * @param clock measures the age of names
     */
    public UserNames(LongFunction<Optional<String>> lookup, NanoClock clock) {
        this.lookup = lookup;
        this.clock = clock;
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                BackgroundThreads.factory("scaph-user-names"));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Looks users up in a file with one line per user.
     *
     * @param passwd a file such as {@code /etc/passwd} (passwd(5))
     * @return finds the name for an id; empty if the file does not have it or can't be read
     */
    public static LongFunction<Optional<String>> inFile(Path passwd) {
        return uid -> {
            String number = Long.toString(uid);
            try {
                for (String line : KernelText.lines(Files.readAllBytes(passwd))) {
                    String[] fields = line.split(":", 4);
                    if (fields.length == 4 && fields[2].equals(number) && !fields[0].isEmpty()) {
                        return Optional.of(fields[0]);
                    }
                }
            } catch (IOException e) {
                // Then no user has a name.
            }
            return Optional.empty();
        };
    }

    /** The name of a user, if it is known yet. */
    public Optional<String> name(long uid) {
        UserName known = names.get(uid);
        if (known == null) {
            if (names.size() >= MAX_USERS) {
                return Optional.empty();
            }
            known = names.computeIfAbsent(uid, id -> new UserName());
        }
        long age = clock.nanoTime() - known.nanos;
        boolean isOld = !known.isKnown || age > (known.name.isPresent() ? KNOWN_NANOS : UNKNOWN_NANOS);
        if (isOld && !known.isRequested) {
            request(uid, known);
        }
        return known.name;
    }

    private void request(long uid, UserName known) {
        known.isRequested = true;
        try {
            thread.execute(() -> lookUp(uid, known));
        } catch (RejectedExecutionException e) {
            // The queue is full, or closed: the next request tries again.
            known.isRequested = false;
        }
    }

    private void lookUp(long uid, UserName known) {
        Optional<String> name = guard.ask(() -> lookup.apply(uid), Optional.empty());
        boolean changed = !name.equals(known.name);
        known.name = name;
        known.nanos = clock.nanoTime();
        known.isKnown = true;
        known.isRequested = false;
        if (changed) {
            changes.incrementAndGet();
        }
    }

    /** A number that changes when a name becomes known or changes. */
    public int changes() {
        return changes.get();
    }

    /** Stops looking users up; does not wait for a look-up that has begun. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
