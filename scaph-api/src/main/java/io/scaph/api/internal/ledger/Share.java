package io.scaph.api.internal.ledger;

import java.util.function.LongConsumer;

/** An amount of an allocation key, such as CPU time, that waits for its energy, and the energy that earlier amounts got. */
final class Share {
    private final LongConsumer whole;
    private long waiting;
    private long settled;
    private long microjoules;

    /** A share that is not part of another one. */
    Share() {
        this(microjoules -> {});
    }

    /**
     * A share that is part of something.
     *
     * @param whole gets the same energy
     */
    Share(LongConsumer whole) {
        this.whole = whole;
    }

    void add(long amount) {
        waiting = CpuTimeKey.sum(waiting, amount);
    }

    /** Settles what exceeds a limit. */
    void limit(long amount) {
        settled += waiting - amount;
        waiting = amount;
    }

    /** Ends the wait: the amount has its energy, or never gets any. */
    void settle() {
        limit(0);
    }

    void credit(long more) {
        microjoules += more;
        whole.accept(more);
    }

    boolean waits() {
        return waiting > 0;
    }

    long waiting() {
        return waiting;
    }

    long settled() {
        return settled;
    }

    long microjoules() {
        return microjoules;
    }
}
