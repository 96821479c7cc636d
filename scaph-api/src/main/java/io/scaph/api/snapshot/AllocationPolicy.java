package io.scaph.api.snapshot;

import io.scaph.api.internal.value.SharingPolicy;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How the energy E of an interval is divided among those who used the CPUs. With the capacity T (CPUs that are online,
 * times the length of the interval), idle time I, stolen time S (a hypervisor ran others), busy time B = T - I - S, and
 * the CPU time c of a process, every policy gives shares that add up to E exactly.
 *
 * <p>The energy of a device with an account of its own, such as a GPU, is divided likewise: with the time g that it worked for
 * a process in the place of c, the sum of all g in that of B, and max(Δt, sum of g) in that of T. {@code baseline} learns the
 * idle power of a device from what it uses while it works for nobody, also where that of the host is given. Immutable.
 */
public sealed interface AllocationPolicy permits SharingPolicy {
    /** E c / T: idle time and stolen time have their shares. What Scaphandre 1.x and Kepler do. */
    AllocationPolicy CAPACITY = new SharingPolicy(SharingPolicy.Kind.CAPACITY, OptionalDouble.empty());

    /**
     * E c / B: idle time gets nothing, but the energy of an interval in which nobody worked. Fits a virtual machine, whose
     * energy the hypervisor has already attributed by use.
     */
    AllocationPolicy ACTIVE = new SharingPolicy(SharingPolicy.Kind.ACTIVE, OptionalDouble.empty());

    /**
     * {@code baseline} with an idle power that is learned: the lowest average over 5 s that was seen. Until then the
     * policy is {@link #CAPACITY}. On a machine that is never idle it comes out too high: then
     * {@link #baseline(double) give it}.
     */
    AllocationPolicy LEARNED_BASELINE = new SharingPolicy(SharingPolicy.Kind.BASELINE, OptionalDouble.empty());

    /**
     * The name by which users choose it.
     *
     * @return {@code capacity}, {@code active}, {@code baseline} or {@code baseline=WATTS}
     */
    String label();

    /**
     * Idle power P0 goes to idle, as far as there is so much; only the energy above it is shared: (E - P0 Δt) c / B.
     *
     * @param idleWatts the power of the idle host, in watts
     * @return the policy
     * @throws IllegalArgumentException if that is no power
     */
    static AllocationPolicy baseline(double idleWatts) {
        return new SharingPolicy(SharingPolicy.Kind.BASELINE, OptionalDouble.of(idleWatts));
    }

    /**
     * The policy of a name.
     *
     * @param label as {@link #label()}
     * @return the policy
     * @throws IllegalArgumentException if there is none of that name; the message says which there are
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
