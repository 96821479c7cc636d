package io.scaph.api.snapshot;

import io.scaph.api.internal.snapshot.SharingPolicy;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A rule that divides the energy of an interval among the processes that used the CPUs. The formulas use these symbols:
 *
 * <ul>
 *   <li>E: the energy of the interval, and Δt: its length
 *   <li>T: the capacity, the number of online CPUs times Δt
 *   <li>I: idle time, and S: stolen time, in which a hypervisor ran something else
 *   <li>B = T - I - S: busy time
 *   <li>c: the CPU time of a process
 * </ul>
 *
 * <p>With every policy the shares add up to E exactly.
 *
 * <p>The energy of a device that is not divided by CPU time, such as a GPU, is divided in the same way: the time g that the
 * device worked for a process takes the place of c, the sum of all g that of B, and max(Δt, sum of g) that of T. A baseline
 * policy learns the idle power of a device while it works for no process, even if the idle power of the host is given.
 * Immutable.
 */
public sealed interface AllocationPolicy permits SharingPolicy {
    /** Gives a process E c / T. Idle time and stolen time get their shares too. Scaphandre 1.x and Kepler use this rule. */
    AllocationPolicy CAPACITY = new SharingPolicy(SharingPolicy.Formula.CAPACITY, OptionalDouble.empty());

    /**
     * Gives a process E c / B. Idle time gets nothing, except all energy of an interval in which no process ran. This fits a
     * virtual machine, because the hypervisor has already divided its energy by use.
     */
    AllocationPolicy ACTIVE = new SharingPolicy(SharingPolicy.Formula.ACTIVE, OptionalDouble.empty());

    /**
     * Gives a process (E - P0 Δt) c / B, as {@link #baseline(double)}, with an idle power P0 that is learned: the lowest
     * average over 5 s so far. Until the first such average energy is divided by {@link #CAPACITY}. On a machine that is never
     * idle the learned power is too high; use {@link #baseline(double)} there.
     */
    AllocationPolicy LEARNED_BASELINE = new SharingPolicy(SharingPolicy.Formula.BASELINE, OptionalDouble.empty());

    /**
     * Returns the name by which users choose the policy.
     *
     * @return {@code capacity}, {@code active}, {@code baseline} or {@code baseline=WATTS}
     */
    String label();

    /**
     * Returns a policy that gives a process (E - P0 Δt) c / B. The energy of the idle power P0, at most E, goes to idle; only
     * the energy above it is divided.
     *
     * @param idleWatts the power P0 of the idle host, in W, from 0 to 1,000,000
     * @return the policy
     * @throws IllegalArgumentException if the power is out of range or NaN
     */
    static AllocationPolicy baseline(double idleWatts) {
        return new SharingPolicy(SharingPolicy.Formula.BASELINE, OptionalDouble.of(idleWatts));
    }

    /**
     * Returns the policy with a name.
     *
     * @param label {@code capacity}, {@code active} or {@code baseline}, in upper or lower case, or {@code baseline=WATTS}
     * @return the policy
     * @throws IllegalArgumentException if no policy has that name, or the watts are not a number from 0 to 1,000,000; the
     *     message is for the user, and says what is possible
     */
    static AllocationPolicy of(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "capacity" -> CAPACITY;
            case "active" -> ACTIVE;
            case "baseline" -> LEARNED_BASELINE;
            default -> givenBaseline(label);
        };
    }

    private static AllocationPolicy givenBaseline(String label) {
        if (label.startsWith(SharingPolicy.PREFIX)) {
            try {
                return baseline(Double.parseDouble(label.substring(SharingPolicy.PREFIX.length())));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(label + ": it needs a number of watts, as in baseline=35", e);
            }
        }
        throw new IllegalArgumentException(
                "there is no policy '" + label + "': choose capacity, active, baseline or baseline=WATTS");
    }
}
