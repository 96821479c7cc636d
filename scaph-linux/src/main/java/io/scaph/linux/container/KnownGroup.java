package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a container or job that has a process now, and its CPU time without that of the known groups inside,
 * which have their own times.
 */
final class KnownGroup implements AutoCloseable {
    /** The most by which the times of a group and of those inside may differ, since they are read one after the other. */
    private static final long NOISE_NANOS = 100_000_000;

    private final Place place;
    private final Optional<Job> job;
    private final @Nullable GroupUsageFile usage;
    private Optional<Container> container;
    private @Nullable KnownGroup outer;
    private long lastPass;

    private long rawNanos;
    /** What is not in {@link #ownNanos} yet: below 0, but not by much, if the groups inside are ahead. */
    private long pendingNanos;
    /** This group or a group inside could not be read in this pass. */
    private boolean unknown;
    /** Below 0 until the end of the first pass that could read it. */
    private long ownNanos = -1;

    /** Where a group is. */
    sealed interface Place permits ControlGroup, JobGroup {
        /** Its path; the groups below it belong to the same container or job. */
        String path();

        /** The tree of the path; null if that does not account for CPU time. */
        @Nullable
        Hierarchy hierarchy();
    }

    /**
     * A group whose CPU time counts from now on.
     *
     * @param place the group of a container or job
     * @param job the job, or the job that the container is in
     * @param container the container, as it is described now; empty for the group of a job
     * @param usage its CPU time with the groups inside; null if that can't be read
     */
    KnownGroup(Place place, Optional<Job> job, Optional<Container> container, @Nullable GroupUsageFile usage) {
        this.place = place;
        this.job = job;
        this.container = container;
        this.usage = usage;
    }

    Place place() {
        return place;
    }

    Optional<Job> job() {
        return job;
    }

    /** The newest description of this group's container; empty for the group of a job. */
    Optional<Container> container() {
        return container;
    }

    /** Sets the description, unless it is the same as before. */
    void setContainer(Container newest) {
        if (container.isEmpty() || !newest.equals(container.get())) {
            container = Optional.of(newest);
        }
    }

    /** Notes that a process is in it. */
    void see(long pass) {
        lastPass = pass;
    }

    /** Whether a process was in it in a pass. */
    boolean isSeen(long pass) {
        return lastPass == pass;
    }

    /** Sets the innermost known group around it; null if no known group is around it. */
    void setOuter(@Nullable KnownGroup around) {
        outer = around;
    }

    /** The container that a process directly in this group is in. */
    Optional<Container> innermostContainer() {
        return container.isPresent() || outer == null ? container : outer.innermostContainer();
    }

    /** Whether a group belongs to the same tree. */
    boolean isInTreeOf(KnownGroup other) {
        return place.hierarchy() == other.place.hierarchy();
    }

    /** Reads its CPU time. All groups are read before {@link #settle} of any. */
    void read(ByteBuffer buffer, boolean hold) {
        long nanos = usage == null ? -1 : usage.nanos(buffer);
        if (!hold) {
            close();
        }
        unknown |= nanos < 0;
        if (outer != null) {
            outer.unknown |= nanos < 0;
        }
        if (nanos < 0) {
            return;
        }
        // A lower time belongs to a new group with the same path.
        long grown = nanos >= rawNanos ? nanos - rawNanos : nanos;
        rawNanos = nanos;
        pendingNanos += grown;
        // The time of a group that is read for the first time began within the time of the group around it.
        if (outer != null && outer.ownNanos >= 0) {
            outer.pendingNanos -= grown;
        }
    }

    /**
     * Ends a pass.
     *
     * @return its CPU time without that of the known groups inside, in ns, which never falls; -1 if it is unknown in this pass
     */
    long settle() {
        if (unknown) {
            unknown = false;
            return -1;
        }
        ownNanos = Math.max(0, ownNanos) + Math.max(0, pendingNanos);
        pendingNanos = Math.max(-NOISE_NANOS, Math.min(0, pendingNanos));
        return ownNanos;
    }

    @Override
    public void close() {
        if (usage != null) {
            usage.close();
        }
    }
}
