package io.scaph.profiler.internal.division;

import io.scaph.api.internal.ledger.Apportionment;
import io.scaph.profiler.internal.division.Reading.ThreadTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The threads of this JVM with their CPU time, samples and energy. A thread that has ended is merged with those of its group
 * that ended before. Not safe for use by several threads.
 */
final class ThreadShares {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_GROUPS = 1_000;

    private final CallTree tree = new CallTree(MAX_NODES, MAX_GROUPS);

    /** By id, those that are live or have samples since energy was divided last. */
    private final Map<Long, ThreadShare> shares = new LinkedHashMap<>();

    private final ThreadShare unknown = new ThreadShare("[ended or unknown threads]");
    private final Map<String, ThreadShare> endedByGroup = new LinkedHashMap<>();
    private Map<Long, Long> cpuNanos = new HashMap<>();
    private Set<Long> carriers = new HashSet<>();
    private long dividedNanos;

    ThreadShares(List<ThreadTime> live) {
        shares.put(StackSample.VIRTUAL, new ThreadShare("[virtual threads]"));
        shares.put(StackSample.UNKNOWN, unknown);
        read(live);
        drop();
    }

    void add(StackSample sample) {
        ThreadShare share = share(sample.thread(), sample.threadName());
        share.add(tree.node(ThreadGroups.of(share.name()), sample.frames()), sample);
    }

    /** Virtual threads and their carriers are one: the CPU time of the former is known only of the latter. */
    private ThreadShare share(long id, String name) {
        ThreadShare share = shares.computeIfAbsent(
                carriers.contains(id) ? Long.valueOf(StackSample.VIRTUAL) : Long.valueOf(id),
                key -> new ThreadShare(name));
        if (id >= 0 && !carriers.contains(id)) {
            share.rename(name);
        }
        return share;
    }

    /** Adds the CPU time since the last reading; that of a new thread from its start. */
    void read(List<ThreadTime> live) {
        Map<Long, Long> now = new HashMap<>();
        carriers = new HashSet<>();
        for (ThreadTime thread : live) {
            if (thread.carrier()) {
                carriers.add(thread.id());
            }
            long before = cpuNanos.getOrDefault(thread.id(), 0L);
            share(thread.id(), thread.name()).use(Math.max(0, thread.cpuNanos() - before));
            now.put(thread.id(), thread.cpuNanos());
        }
        cpuNanos = now;
    }

    /**
     * Divides an energy by CPU time. What no thread explains goes to unknown ones.
     *
     * @param microjoules the energy, in µJ
     * @param nanos the CPU time of all threads, in ns, as far as it is known
     */
    void divide(long microjoules, long nanos) {
        long known = shares.entrySet().stream().mapToLong(this::nanos).sum();
        unknown.use(Math.max(0, nanos - known));
        known = Math.max(known, nanos);
        dividedNanos += known;
        if (known == 0) {
            unknown.credit(microjoules);
            return;
        }
        Apportionment division = new Apportionment();
        division.begin(microjoules, known);
        shares.entrySet().forEach(entry -> entry.getValue().credit(division.next(nanos(entry))));
    }

    private long nanos(Map.Entry<Long, ThreadShare> entry) {
        boolean ended = entry.getKey() >= 0 && !cpuNanos.containsKey(entry.getKey());
        return entry.getValue().cpuNanos(ended);
    }

    /** Drops CPU time and samples whose energy will never be known; returns the number of samples. */
    long drop() {
        return shares.values().stream().mapToLong(ThreadShare::drop).sum();
    }

    /** Merges the threads that have ended. */
    void forgetEnded() {
        for (Iterator<Map.Entry<Long, ThreadShare>> all = shares.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Long, ThreadShare> entry = all.next();
            if (entry.getKey() >= 0 && !cpuNanos.containsKey(entry.getKey())) {
                String group = ThreadGroups.of(entry.getValue().name());
                endedByGroup
                        .computeIfAbsent(endedByGroup.size() < MAX_GROUPS ? group : CallTree.OTHERS, ThreadShare::new)
                        .merge(entry.getValue());
                all.remove();
            }
        }
    }

    /** The CPU time of all threads whose energy was divided, in ns. */
    long dividedNanos() {
        return dividedNanos;
    }

    List<StackTotal> stacks() {
        return tree.stacks();
    }

    /** Returns all threads that have energy or samples. */
    List<ThreadTotal> totals() {
        List<ThreadTotal> totals = new ArrayList<>();
        shares.values().forEach(share -> totals.add(share.total(ThreadGroups.of(share.name()))));
        endedByGroup.forEach((group, share) -> totals.add(share.total(group)));
        totals.removeIf(total -> total.microjoules() == 0 && total.samples() == 0);
        return totals;
    }
}
