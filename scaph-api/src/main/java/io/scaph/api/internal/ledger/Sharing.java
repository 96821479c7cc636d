package io.scaph.api.internal.ledger;

import java.util.OptionalDouble;

/**
 * How the energy E of an interval of length t is shared, for every allocation key. A policy comes down to the idle power P0
 * ({@link Baseline}). With the capacity T, of which B was used:
 *
 * <ul>
 *   <li>where P0 is known, P0 t goes to idle first, and a use u gets (E - P0 t) u / B. {@code active} has P0 = 0
 *   <li>where it is not, as in {@code capacity}, a use gets E u / T, and what was not used the rest
 * </ul>
 *
 * @param idleWatts P0, in watts; empty if it is not known
 */
public record Sharing(OptionalDouble idleWatts) {
    static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    /** What of the energy of an interval goes to idle before anything is shared, in µJ. */
    long idleFirst(long microjoules, long wallNanos) {
        return idleWatts.isEmpty()
                ? 0
                : Math.min(microjoules, (long) (idleWatts.getAsDouble() * wallNanos * MICROJOULES_PER_WATT_NANOSECOND));
    }

    /** Whether capacity that was not used has its share of the energy. */
    boolean unusedHasShare() {
        return idleWatts.isEmpty();
    }

    /**
     * How much more than by capacity a use gets.
     *
     * @param interval what was shared in an interval
     * @return 1 by capacity, usually more by other policies; empty if it is not known
     */
    public OptionalDouble overCapacity(Account.Shared interval) {
        if (unusedHasShare()) {
            return OptionalDouble.of(1);
        }
        if (interval.microjoules() <= 0 || interval.used() <= 0) {
            return OptionalDouble.empty();
        }
        double first = idleFirst(interval.microjoules(), interval.wallNanos());
        return OptionalDouble.of((1 - first / interval.microjoules()) * interval.capacity() / interval.used());
    }
}
