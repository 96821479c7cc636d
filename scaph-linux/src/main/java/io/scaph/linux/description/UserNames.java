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
 * The names of users by their ids, without ever waiting for one: whoever is asked for first is looked up by a daemon thread,
 * for the answer may come from a directory server (nsswitch.conf(5)), and is known later. Safe for use by several threads.
 */
public final class UserNames implements AutoCloseable {
    /** A host has fewer users; whoever is beyond has no name. */
    private static final int MAX_USERS = 10_000;

    private static final int MAX_WAITING = 1_000;
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long UNKNOWN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long IDLE_SECONDS = 10;

    private static final class Answer {
        volatile Optional<String> name = Optional.empty();
        volatile long nanos;
        volatile boolean given;
        volatile boolean asked;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(UserNames.class);

    private final PluginGuard guard = new PluginGuard(LOGGER, "looking up the names of users");
    private final LongFunction<Optional<String>> lookup;
    private final NanoClock clock;
    private final Map<Long, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final ThreadPoolExecutor thread;

    /**
     * Makes it; nobody is looked up yet.
     *
     * @param lookup finds a name; may take its time
     * @param clock by which answers grow old
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
     * Looks users up where a line for each of them is.
     *
     * @param passwd a file such as {@code /etc/passwd} (passwd(5))
     * @return by an id, the name; empty if there is none, or the file can't be read
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
                // Then nobody has a name.
            }
            return Optional.empty();
        };
    }

    /** The name of a user, as far as it is known by now. */
    public Optional<String> name(long uid) {
        Answer answer = answers.get(uid);
        if (answer == null) {
            if (answers.size() >= MAX_USERS) {
                return Optional.empty();
            }
            answer = answers.computeIfAbsent(uid, id -> new Answer());
        }
        long age = clock.nanoTime() - answer.nanos;
        boolean old = !answer.given || age > (answer.name.isPresent() ? KNOWN_NANOS : UNKNOWN_NANOS);
        if (old && !answer.asked) {
            ask(uid, answer);
        }
        return answer.name;
    }

    private void ask(long uid, Answer answer) {
        answer.asked = true;
        try {
            thread.execute(() -> answer(uid, answer));
        } catch (RejectedExecutionException e) {
            // Too many wait, or closed: whoever asks next time asks anew.
            answer.asked = false;
        }
    }

    private void answer(long uid, Answer answer) {
        Optional<String> name = guard.ask(() -> lookup.apply(uid), Optional.empty());
        boolean changed = !name.equals(answer.name);
        answer.name = name;
        answer.nanos = clock.nanoTime();
        answer.given = true;
        answer.asked = false;
        if (changed) {
            changes.incrementAndGet();
        }
    }

    /** A number that is another one after a name became known or changed. */
    public int changes() {
        return changes.get();
    }

    /** Looks nobody up any more; does not wait for one that is being looked up. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
