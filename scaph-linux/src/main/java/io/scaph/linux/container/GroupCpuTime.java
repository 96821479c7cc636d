package io.scaph.linux.container;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The CPU time of a control group, without that of the known groups inside, which have their own times. */
final class GroupCpuTime implements AutoCloseable {
    /** The most by which the times of a group and of those inside may differ, since they are read one after the other. */
    private static final long NOISE_NANOS = 100_000_000;

    private final @Nullable GroupUsageFile usage;
    private boolean hasBaseline;
    private boolean readable;
    private long rawNanos;
    /** The time that the group used, and that those inside used, since the last pass. */
    private long grownNanos;

    private long insideNanos;
    /** A group inside could not be read, so this group's own time is unknown in this pass. */
    private boolean insideUnknown;
    /** The time by which those inside were ahead, not above 0. */
    private long aheadNanos;

    private long ownNanos;

    /** Names the file; null if it does not exist. */
    GroupCpuTime(@Nullable GroupUsageFile usage) {
        this.usage = usage;
    }

    /**
     * Reads the file. All groups are read before {@link #settle} of any.
     *
     * @return the growth of the time, in ns; -1 if it can't be read
     */
    long read(ByteBuffer buffer, boolean hold) {
        long nanos = usage == null ? -1 : usage.nanos(buffer);
        if (!hold) {
            close();
        }
        readable = nanos >= 0;
        if (!readable) {
            return -1;
        }
        // A lower time belongs to a new group with the same path.
        long grown = nanos >= rawNanos ? nanos - rawNanos : nanos;
        rawNanos = nanos;
        grownNanos += grown;
        return grown;
    }

    /** Adds the growth of a group inside; -1 if that could not be read. */
    void addInside(long grown) {
        if (grown < 0) {
            insideUnknown = true;
        } else if (hasBaseline) {
            // The time of a group that is read for the first time began within the time of the group around it.
            insideNanos += grown;
        }
    }

    /**
     * Adds the growth to its own time.
     *
     * @return its own time in ns, which never falls; -1 if it is unknown in this pass
     */
    long settle() {
        boolean known = readable && !insideUnknown;
        insideUnknown = false;
        if (!known) {
            return -1;
        }
        if (hasBaseline) {
            long own = grownNanos - insideNanos + aheadNanos;
            aheadNanos = Math.max(-NOISE_NANOS, Math.min(0, own));
            ownNanos += Math.max(0, own);
        } else {
            hasBaseline = true;
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
