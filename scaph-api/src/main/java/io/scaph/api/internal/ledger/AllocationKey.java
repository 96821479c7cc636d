package io.scaph.api.internal.ledger;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.util.Optional;

/**
 * What energy is shared by: CPU time ({@link CpuTimeKey}), the time that a device works for each process, or another amount
 * that adds up. To add a key, choose the domains that have it in {@link #of}.
 */
public interface AllocationKey {
    /** Device time. A device may work for several processes at once, and then has more of it than the interval is long. */
    AllocationKey DEVICE_TIME = Math::max;

    /**
     * The key of a domain that has its own account.
     *
     * @param domain a domain of the host
     * @return its key; empty if its energy is shared by CPU time
     */
    static Optional<AllocationKey> of(Domain domain) {
        return domain.kind() == DomainKind.GPU ? Optional.of(DEVICE_TIME) : Optional.empty();
    }

    /**
     * How much of it an interval has.
     *
     * @param wallNanos the length of the interval, in ns
     * @param used the amount that was used
     * @return the capacity, not negative
     */
    long capacity(long wallNanos, long used);

    /**
     * How long lines of ended processes are kept for energy that is unknown.
     *
     * @return ns
     */
    default long patienceNanos() {
        return 10_000_000_000L;
    }

    /**
     * Divides an interval among users that are not reported as processes, before its energy is shared.
     *
     * @param interval adds them here; what processes used is in it
     * @param capacity the capacity of the interval
     * @return what was idle; the rest that is not used was taken away, as by a hypervisor
     */
    default long divide(OpenInterval interval, long capacity) {
        return capacity - interval.used();
    }

    /** Ends an interval, after its energy was shared, or lost. */
    default void settle() {}

    /** Drops what waits for the line of an ended process, except its own use. */
    default void forget(ProcessLine line) {}
}
