package io.scaph.linux.jvm;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmClocks;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.spi.NanoClock;
import io.scaph.linux.procfs.PidList;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads of the JVM that runs this program, as {@code /proc/self/task} shows them. The JVM's own threads are recognized
 * by their names alone. A thread with the name of a Java thread counts as the application's, since a Java thread may have any
 * name. For a thread that ended, the time of its last reading counts.
 *
 * <p>The time of one thread is the first number of its {@code schedstat}, in ns (Documentation/scheduler/sched-stats.rst).
 * Where the kernel does not keep these figures, it shows 0, and the time in {@code stat} is used, in steps of 10 ms.
 *
 * <p>Not safe for use by several threads.
 */
public final class JvmThreads {
    /**
     * A thread has the name of its creator until it sets its own. For this time its name is not trusted, and the time of a thread
     * that started later counts as the application's.
     */
    private static final long NAMELESS_NANOS = 100_000_000;

    private static final int CAPACITY = 1_024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The collectors that run in the VM Thread. */
    private static final Set<String> SERIAL = Set.of("Copy", "MarkSweepCompact");

    /**
     * What Java knows about its JVM; tests simulate it.
     *
     * @param processNanos the CPU time of the process, in ns; below 0 if unknown
     * @param javaThreads the names of all live Java threads except virtual ones
     * @param serialCollectionNanos the time for which the VM Thread itself has collected garbage, in ns
     */
    record Jvm(
            LongSupplier processNanos, Supplier<Collection<String>> javaThreads, LongSupplier serialCollectionNanos) {
        /** The JVM that runs this code. */
        static Jvm self() {
            CpuClocks clocks = new JvmClocks();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            List<GarbageCollectorMXBean> serial = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(collector -> SERIAL.contains(collector.getName()))
                    .toList();
            return new Jvm(
                    clocks::processNanos,
                    () -> Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                            // Null if it ended in between.
                            .filter(Objects::nonNull)
                            .map(ThreadInfo::getThreadName)
                            .toList(),
                    () -> serial.stream()
                                    .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                                    .sum()
                            * NANOS_PER_MILLI);
        }
    }

    private static final class JvmThread {
        final int id;
        final long metNanos;
        boolean named;
        boolean counted;
        JvmThreadKind kind = JvmThreadKind.APPLICATION;
        long nanos;
        int pass;

        JvmThread(int id, long metNanos) {
            this.id = id;
            this.metNanos = metNanos;
        }

        String file(String name) {
            return "task/" + id + "/" + name;
        }
    }

    private final Path procfs;
    private final int pid;
    private final ProcessAccess access;
    private final Jvm jvm;
    private final NanoClock clock;
    private final Map<Integer, JvmThread> tasks = new HashMap<>();
    private final Map<JvmThreadKind, Long> endedNanos = new EnumMap<>(JvmThreadKind.class);
    private final PidList ids = new PidList();
    private final byte[] buffer = new byte[CAPACITY];
    private int pass;
    private boolean hotspot;

    /**
     * Names the process; reads nothing yet.
     *
     * @param procfs the root of {@code /proc}
     * @param pid the pid of this process there
     * @param access reads its files
     */
    public JvmThreads(Path procfs, int pid, ProcessAccess access) {
        this(procfs, pid, access, Jvm.self(), NanoClock.SYSTEM);
    }

    JvmThreads(Path procfs, int pid, ProcessAccess access, Jvm jvm, NanoClock clock) {
        this.procfs = procfs;
        this.pid = pid;
        this.access = access;
        this.jvm = jvm;
        this.clock = clock;
    }

    /**
     * Reads all threads.
     *
     * @return the times; empty if this is not HotSpot, because the names are those of HotSpot's threads
     * @throws IOException if the threads can't be listed or read; the message names what failed
     */
    public Optional<JvmTimes> read() throws IOException {
        pass++;
        meet();
        name();
        Map<JvmThreadKind, Long> nanos = new EnumMap<>(endedNanos);
        for (JvmThread task : tasks.values()) {
            if (task.counted && task.kind != JvmThreadKind.APPLICATION) {
                task.nanos = Math.max(task.nanos, nanos(task));
                nanos.merge(task.kind, task.nanos, Long::sum);
            }
        }
        long process = jvm.processNanos().getAsLong();
        if (!hotspot || process < 0) {
            return Optional.empty();
        }
        long operations = nanos.getOrDefault(JvmThreadKind.VM_OPERATIONS, 0L);
        long collections = Math.min(operations, jvm.serialCollectionNanos().getAsLong());
        return Optional.of(new JvmTimes(
                process,
                nanos.getOrDefault(JvmThreadKind.GC, 0L) + collections,
                nanos.getOrDefault(JvmThreadKind.JIT, 0L),
                nanos.getOrDefault(JvmThreadKind.RUNTIME, 0L) + operations - collections));
    }

    /** Updates the table from the list. */
    private void meet() throws IOException {
        ids.readNames(procfs.resolve(Integer.toString(pid)).resolve("task"));
        for (int i = 0; i < ids.size(); i++) {
            tasks.computeIfAbsent(ids.pid(i), id -> new JvmThread(id, clock.nanoTime())).pass = pass;
        }
        tasks.values().removeIf(task -> {
            boolean ended = task.pass != pass;
            if (ended) {
                endedNanos.merge(task.kind, task.nanos, Long::sum);
            }
            return ended;
        });
    }

    /** Determines the kind of threads that are new. */
    private void name() throws IOException {
        Map<JvmThread, String> claims = new HashMap<>();
        for (JvmThread task : tasks.values()) {
            if (!task.named) {
                task.named = clock.nanoTime() - task.metNanos >= NAMELESS_NANOS;
                task.counted = task.named || pass == 1;
                String name = text(task.file("comm"));
                task.kind = JvmThreadKind.of(name);
                hotspot |= task.kind == JvmThreadKind.VM_OPERATIONS;
                if (task.kind != JvmThreadKind.APPLICATION) {
                    claims.put(task, name);
                }
            }
        }
        if (claims.isEmpty()) {
            return;
        }
        // After the names were read: a Java thread that has one of them is still live, or its time can't be read
        // either.
        for (String javaThread : jvm.javaThreads().get()) {
            claims.forEach((task, name) -> {
                if (JvmThreadKind.mayBe(javaThread, name)) {
                    task.kind = JvmThreadKind.APPLICATION;
                }
            });
        }
    }

    /** The time of a thread; 0 if it has just ended. */
    private long nanos(JvmThread task) throws IOException {
        String text = text(task.file("schedstat"));
        int blank = text.indexOf(' ');
        if (blank > 0 && !text.startsWith("0 ")) {
            try {
                return Long.parseLong(text, 0, blank, 10);
            } catch (NumberFormatException e) {
                throw new IOException(procfs + "/" + pid + "/" + task.file("schedstat") + ": it holds no number", e);
            }
        }
        int length = access.read(pid, task.file("stat"), buffer);
        ProcessStat stat = length > 0 ? ProcessStat.parse(buffer, length) : null;
        return stat == null ? 0 : stat.cpuNanos();
    }

    private String text(String file) throws IOException {
        int length = access.read(pid, file, buffer);
        return new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1).strip();
    }
}
