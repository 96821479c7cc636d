package io.scaph.api.internal.ledger;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the control group of a container, of a job, or of a container in a job, and the part of processes that ended
 * without a line, which is charged to both.
 */
final class ControlGroupTotal {
    private final @Nullable GroupTotal<Container> container;
    private final @Nullable GroupTotal<Job> job;
    /** The container, the job, or both. */
    private final List<GroupTotal<?>> groups = new ArrayList<>(2);

    private final LongConsumer ended;
    private final Share unseen = new Share(this::credit);

    private boolean based;
    /** Whether it was read for the first time in this interval: what it used before, and since when, is unknown. */
    private boolean fresh;
    /** The last reading. */
    private long readingNanos;

    /**
     * How far it was behind its processes at the end of the last interval, not above 0: the two are not read at the same
     * moment. The next interval subtracts it, or the noise would add up.
     */
    private long behindNanos;

    /** Its CPU time of this interval, less that of its processes. */
    private long unpostedNanos;

    ControlGroupTotal(@Nullable GroupTotal<Container> container, @Nullable GroupTotal<Job> job, LongConsumer ended) {
        this.container = container;
        this.job = job;
        this.ended = ended;
        if (container != null) {
            groups.add(container);
        }
        if (job != null) {
            groups.add(job);
        }
    }

    boolean isOf(@Nullable GroupTotal<Container> otherContainer, @Nullable GroupTotal<Job> otherJob) {
        return container == otherContainer && job == otherJob;
    }

    /** Marks its container and its job as having a process in this pass. */
    void markSeen(long inPass) {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).markSeen(inPass);
        }
    }

    private void credit(long microjoules) {
        ended.accept(microjoules);
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).credit(microjoules);
        }
    }

    /** Whether the line of its container or its job was removed. The one that still has its line forgets it then. */
    boolean leaveIfRemoved() {
        boolean removed = groups.stream().anyMatch(GroupTotal::isRemoved);
        if (removed) {
            groups.forEach(group -> group.controlGroups().remove(this));
        }
        return removed;
    }

    /** Takes a reading. */
    void read(long cpuNanos) {
        if (based) {
            unpostedNanos += Math.max(0, cpuNanos - readingNanos);
            readingNanos = Math.max(readingNanos, cpuNanos);
        } else {
            based = true;
            fresh = true;
            readingNanos = cpuNanos;
        }
    }

    /** Subtracts CPU time of a process in it. */
    void subtract(long cpuNanos) {
        if (based) {
            unpostedNanos -= cpuNanos;
        }
    }

    /** Takes the CPU time of processes that ended without a line in this interval. */
    Share takeUnseen() {
        if (!fresh) {
            unseen.add(Math.max(0, behindNanos + unpostedNanos));
        }
        return unseen;
    }

    /** Ends an interval. CPU time that could not be charged here has been charged elsewhere. */
    void settle() {
        behindNanos = fresh ? 0 : Math.min(0, behindNanos + unpostedNanos);
        fresh = false;
        unpostedNanos = 0;
    }
}
