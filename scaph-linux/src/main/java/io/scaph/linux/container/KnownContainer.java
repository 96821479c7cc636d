package io.scaph.linux.container;

import io.scaph.api.snapshot.Container;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A container that has a process now, and its CPU time without that of the containers inside, which have lines of their own.
 */
final class KnownContainer implements AutoCloseable {
    /** By how much the times of a group and of those inside, which are read one after the other, may differ. */
    private static final long NOISE_NANOS = 100_000_000;

    final ControlGroup group;
    private final @Nullable CpuUsage usage;
    /** The newest description. */
    Container container;
    /** The last pass that saw a process in it. */
    long pass;
    /** The innermost of the containers around it that have a process of their own. */
    @Nullable
    KnownContainer outer;

    private boolean based;
    private boolean readable;
    private long rawNanos;
    /** What the group used, and what those inside used, since this one was told last. */
    private long grownNanos;

    private long insideNanos;
    /** One inside could not be read, so what is this one's own is not known now. */
    private boolean hidden;
    /** By how much those inside were ahead, not above 0. */
    private long aheadNanos;
    /** Its own time. */
    private long ownNanos;

    KnownContainer(ControlGroup group, Container container, @Nullable CpuUsage usage) {
        this.group = group;
        this.container = container;
        this.usage = usage;
    }

    /** Takes a description, unless it says the same as before. */
    void describe(Container newest) {
        if (!newest.equals(container)) {
            container = newest;
        }
    }

    /** Reads the group. All are read before any is told. */
    void read(ByteBuffer buffer, boolean hold) {
        long nanos = usage == null ? -1 : usage.nanos(buffer);
        if (!hold) {
            close();
        }
        KnownContainer around = outer;
        readable = nanos >= 0;
        if (readable) {
            // One that is lower than before is of a group that was made anew.
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
