package io.scaph.api.internal.ledger;

import io.scaph.api.internal.snapshot.SharingPolicy;
import io.scaph.api.snapshot.AllocationPolicy;
import java.util.OptionalDouble;

/**
 * The idle power of one account under a policy: given, or learned as the lowest average over 5 s that was seen. This is the
 * only place that knows the policies.
 */
final class IdlePower {
    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    /** An average over a shorter time is too noisy. */
    private static final long LEARNING_NANOS = 5_000_000_000L;

    private final boolean learns;
    private final boolean ofCpus;
    private OptionalDouble watts;
    private long energyMicrojoules;
    private long wallNanos;

    /**
     * Starts under a policy.
     *
     * @param policy the policy
     * @param ofCpus whether the account is that of CPU time. A given power counts only there. Other accounts learn only
     *     from intervals without use: CPUs never have one, devices have many
     */
    IdlePower(AllocationPolicy policy, boolean ofCpus) {
        this.ofCpus = ofCpus;
        SharingPolicy sharing = (SharingPolicy) policy;
        watts = switch (sharing.formula()) {
            case CAPACITY -> OptionalDouble.empty();
            case ACTIVE -> OptionalDouble.of(0);
            case BASELINE -> ofCpus ? sharing.idleWatts() : OptionalDouble.empty();
        };
        learns = sharing.formula() == SharingPolicy.Formula.BASELINE && watts.isEmpty();
    }

    /** The idle power, in W; empty if it is not known, and capacity that was not used has its share of the energy. */
    OptionalDouble watts() {
        return watts;
    }

    /** The part of the energy of an interval that goes to idle before anything is shared, in µJ. */
    static long idleFirst(OptionalDouble watts, long microjoules, long nanos) {
        return watts.isEmpty()
                ? 0
                : Math.min(microjoules, (long) (watts.getAsDouble() * nanos * MICROJOULES_PER_WATT_NANOSECOND));
    }

    /** Learns from an interval, if it can. */
    void learn(long intervalMicrojoules, long intervalNanos, long used) {
        if (!learns || (used > 0 && !ofCpus)) {
            return;
        }
        energyMicrojoules += intervalMicrojoules;
        wallNanos += intervalNanos;
        if (wallNanos >= LEARNING_NANOS) {
            double average = energyMicrojoules / (wallNanos * MICROJOULES_PER_WATT_NANOSECOND);
            if (average < watts.orElse(Double.POSITIVE_INFINITY)) {
                watts = OptionalDouble.of(average);
            }
            energyMicrojoules = 0;
            wallNanos = 0;
        }
    }
}
