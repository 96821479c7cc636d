package io.scaph.api.internal.ledger;

import java.util.ArrayList;
import java.util.List;

/** The amounts of one account that wait for their energy. Allocates only to grow. */
final class OpenInterval {
    private final List<Share> waiting = new ArrayList<>();
    private final Apportionment parts = new Apportionment();
    private long used;
    /** The part of {@link #used} from before the last {@link #extend}. */
    private long usedBefore;

    private long wallNanos;
    /** The part of the time that has its energy already: the processes could not be read. */
    private long unreadNanos;

    private long capacity;
    private boolean unknown;

    /** Adds use; what waits in the share must be in this interval already. */
    void use(Share share, long amount) {
        if (amount > 0) {
            enqueue(share, amount);
            used = CpuTimeKey.sum(used, amount);
        }
    }

    /** Adds what waits in a share that was not in this interval. */
    void useWaiting(Share share) {
        if (share.waits()) {
            waiting.add(share);
            used = CpuTimeKey.sum(used, share.waiting());
        }
    }

    /** Moves what waits in a share to another one. */
    void move(Share from, Share to) {
        if (waiting.remove(from)) {
            enqueue(to, from.waiting());
            from.settle();
        }
    }

    private void enqueue(Share share, long amount) {
        if (!share.waits()) {
            waiting.add(share);
        }
        share.add(amount);
    }

    /** Adds the time of a pass, and the capacity that the key has in it. */
    void extend(AllocationKey key, long moreNanos) {
        wallNanos = CpuTimeKey.sum(wallNanos, moreNanos);
        capacity = CpuTimeKey.sum(capacity, key.capacity(moreNanos, used - usedBefore));
        usedBefore = used;
    }

    /** Marks the time so far as one that has its energy; use and capacity still wait. */
    void markUnread() {
        unreadNanos = wallNanos;
    }

    void markUnknown() {
        unknown = true;
    }

    /** Whether the energy can be tied to its users. */
    boolean isShareable() {
        return !unknown && capacity() > 0 && used < CpuTimeKey.FOREVER;
    }

    /** Divides energy among the shares that wait, in proportion to what they used. */
    void divide(long microjoules) {
        long left = microjoules;
        while (left > 0) {
            // More than one iteration only for unrealistically large amounts.
            long amount = Math.min(left, Apportionment.MAX);
            parts.begin(amount, used);
            for (int i = 0; i < waiting.size(); i++) {
                Share share = waiting.get(i);
                share.credit(parts.next(share.waiting()));
            }
            left -= amount;
        }
    }

    /** Settles all shares and starts again. */
    void clear() {
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).settle();
        }
        waiting.clear();
        used = 0;
        usedBefore = 0;
        wallNanos = 0;
        unreadNanos = 0;
        capacity = 0;
        unknown = false;
    }

    long used() {
        return used;
    }

    /** The capacity; use and energy are not read at the same moment, so use may exceed it a little, and then is it. */
    long capacity() {
        return Math.max(capacity, used);
    }

    long wallNanos() {
        return wallNanos;
    }

    /** The time of the energy that is not shared yet. */
    long unsharedNanos() {
        return wallNanos - unreadNanos;
    }
}
