package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads that started after a moment and still run, except those of the JDK. */
final class Threads {
    /** The time that a thread may take to end. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_MILLIS = 5;

    /** Shared by the whole JVM, started on first use and never ended. */
    private static final Set<String> OF_THE_JDK =
            Set.of("Common-Cleaner", "Keep-Alive-Timer", "Attach Listener", "JFR");

    private final Set<Thread> before;

    private Threads(Set<Thread> before) {
        this.before = before;
    }

    static Threads now() {
        return new Threads(new HashSet<>(Thread.getAllStackTraces().keySet()));
    }

    List<Thread> started() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive() && !ofTheJdk(thread))
                .toList();
    }

    private static boolean ofTheJdk(Thread thread) {
        return OF_THE_JDK.stream().anyMatch(thread.getName()::startsWith)
                || thread.getName().startsWith("ForkJoinPool.commonPool")
                || (thread.getThreadGroup() != null
                        && "system".equals(thread.getThreadGroup().getName()));
    }

    /** Requires that all have ended; waits for threads that are about to end. */
    void requireNoneLeft() throws InterruptedException {
        long end = System.nanoTime() + GRACE_NANOS;
        while (!started().isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
        assertTrue(started().isEmpty(), this::describe);
    }

    String describe() {
        return started().stream()
                .map(thread -> "thread '" + thread.getName() + "' is left")
                .collect(Collectors.joining(", "));
    }
}
