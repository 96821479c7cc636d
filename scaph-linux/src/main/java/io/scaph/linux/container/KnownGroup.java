package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a container or job that has a process now, and its CPU time without that of the known groups inside,
 * which have times of their own.
 */
final class KnownGroup implements AutoCloseable {
    /** By how much the times of a group and of those inside, which are read one after the other, may differ. */
    private static final long NOISE_NANOS = 100_000_000;

    final String path;
    private final @Nullable Hierarchy hierarchy;
    private final @Nullable GroupUsageFile usage;
    /** The newest description of the container that this group is of; empty if it is a job's. */
    Optional<Container> container;
    /** The job that it is of, or that the container is in. */
    final Optional<Job> job;
    /** The last pass that saw a process in it. */
    long pass;
    /** The innermost of the known groups around it. */
    @Nullable
    KnownGroup outer;

    private boolean based;
    private boolean readable;
    private long rawNanos;
    /** What the group used, and what those inside used, since the last pass. */
    private long grownNanos;

    private long insideNanos;
    /** One inside could not be read, so what is this one's own is not known now. */
    private boolean hidden;
    /** By how much those inside were ahead, not above 0. */
    private long aheadNanos;
    /** Its own time. */
    private long ownNanos;

    /**
     * Begins to follow a group.
     *
     * @param path its path
     * @param hierarchy the tree that the path is of; null if that does not account for CPU time
     * @param container the container that the group is of; empty if it is a job's
     * @param job the job that it is of, or that the container is in
     * @param usage its CPU time; null if that can't be read
     */
    KnownGroup(
            String path,
            @Nullable Hierarchy hierarchy,
            Optional<Container> container,
            Optional<Job> job,
            @Nullable GroupUsageFile usage) {
        this.path = path;
        this.hierarchy = hierarchy;
        this.container = container;
        this.job = job;
        this.usage = usage;
    }

    /** Takes a description, unless it says the same as before. */
    void describe(Container newest) {
        if (container.isEmpty() || !newest.equals(container.get())) {
            container = Optional.of(newest);
        }
    }

    /** The container that a process directly in this group is in. */
    Optional<Container> innermostContainer() {
        return container.isPresent() || outer == null ? container : outer.innermostContainer();
    }

    /** Whether a group is of the same tree. */
    boolean isNextTo(KnownGroup other) {
        return hierarchy == other.hierarchy;
    }

    /** Reads the group. All are read before {@link #ownNanos} of any. */
    void read(ByteBuffer buffer, boolean hold) {
        long nanos = usage == null ? -1 : usage.nanos(buffer);
        if (!hold) {
            close();
        }
        KnownGroup around = outer;
        readable = nanos >= 0;
        if (readable) {
            // A lower one is of a new group with the same path.
            long grown = nanos >= rawNanos ? nanos - rawNanos : nanos;
            rawNanos = nanos;
            grownNanos += grown;
            if (around != null && around.based) {
                // One that is read for the first time began within the time of the one around it.
                around.insideNanos += grown;
            }
        } else if (around != null) {
            around.hidden = true;
        }
    }

    /**
     * Adds up what was read.
     *
     * @return its own time in ns, which never falls; -1 if it is not known now
     */
    long ownNanos() {
        boolean known = readable && !hidden;
        hidden = false;
        if (!known) {
            return -1;
        }
        if (based) {
            long own = grownNanos - insideNanos + aheadNanos;
            aheadNanos = Math.max(-NOISE_NANOS, Math.min(0, own));
            ownNanos += Math.max(0, own);
        } else {
            based = true;
            ownNanos = grownNanos;
        }
        grownNanos = 0;
        insideNanos = 0;
        return ownNanos;
    }

    @Override
    public void close() {
        if (usage != null) {
            usage.close();
        }
    }
}
