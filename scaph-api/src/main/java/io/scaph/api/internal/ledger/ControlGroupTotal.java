package io.scaph.api.internal.ledger;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the control group of a container, of a job, or of a container in a job, and what of it ended without having
 * had a line: that is charged to both.
 */
final class ControlGroupTotal implements Recipient {
    private final @Nullable GroupTotal<Container> container;
    private final @Nullable GroupTotal<Job> job;
    private final Recipient ended;
    private final Share unseen = new Share(this);

    private boolean based;
    /** It is read for the first time: what it did before, and since when, is not known. */
    private boolean fresh;
    /** What it had used by the last reading. */
    private long toldNanos;

    /**
     * By how much it was behind the processes in it when it was posted last, not above 0: the two are not
     * read at the same moment. That is taken off the next time, or the noise would add up.
     */
    private long behindNanos;

    /** Its CPU time of this interval, less that of its processes. */
    private long unpostedNanos;

    ControlGroupTotal(@Nullable GroupTotal<Container> container, @Nullable GroupTotal<Job> job, Recipient ended) {
        this.container = container;
        this.job = job;
        this.ended = ended;
    }

    boolean isOf(@Nullable GroupTotal<Container> otherContainer, @Nullable GroupTotal<Job> otherJob) {
        return container == otherContainer && job == otherJob;
    }

    /** Its container and its job have a process in this pass. */
    void seen(long inPass) {
        if (container != null) {
            container.seen(inPass);
        }
        if (job != null) {
            job.seen(inPass);
        }
    }

    @Override
    public void credit(long microjoules) {
        ended.credit(microjoules);
        if (container != null) {
            container.credit(microjoules);
        }
        if (job != null) {
            job.credit(microjoules);
        }
    }

    /** Whether its container or its job is gone. */
    boolean isGone() {
        return (container != null && container.gone) || (job != null && job.gone);
    }

    /** Leaves the one that is not gone. */
    void leaveIfGone() {
        if (isGone()) {
            if (container != null) {
                container.controlGroups.remove(this);
            }
            if (job != null) {
                job.controlGroups.remove(this);
            }
        }
    }

    /** Takes a reading. */
    void tell(long cpuNanos) {
        if (based) {
            unpostedNanos += Math.max(0, cpuNanos - toldNanos);
            toldNanos = Math.max(toldNanos, cpuNanos);
        } else {
            based = true;
            fresh = true;
            toldNanos = cpuNanos;
        }
    }

    /** Takes off CPU time of a process in it. */
    void subtract(long cpuNanos) {
        if (based) {
            unpostedNanos -= cpuNanos;
        }
    }

    /** The CPU time of processes that ended unseen in this interval. */
    Share takeUnseen() {
        if (!fresh) {
            unseen.add(Math.max(0, behindNanos + unpostedNanos));
        }
        return unseen;
    }

    /** Ends an interval. CPU time of unseen ones that could not be charged has gone elsewhere by now. */
    void settle() {
        behindNanos = fresh ? 0 : Math.min(0, behindNanos + unpostedNanos);
        fresh = false;
        unpostedNanos = 0;
    }
}
