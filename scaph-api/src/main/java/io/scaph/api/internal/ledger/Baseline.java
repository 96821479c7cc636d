package io.scaph.api.internal.ledger;

import io.scaph.api.internal.snapshot.SharingPolicy;
import io.scaph.api.snapshot.AllocationPolicy;
import java.util.OptionalDouble;

/**
 * The idle power of one account under a policy: given, or learned as the lowest average over 5 s that was seen. This is the
 * only place that knows the policies.
 */
final class Baseline {
    /** An average over less is as much noise as power. */
    private static final long LEARNING_NANOS = 5_000_000_000L;

    private final boolean learns;
    private final boolean ofCpus;
    private Sharing sharing;
    private long energyMicrojoules;
    private long wallNanos;

    /**
     * The start under a policy.
     *
     * @param policy the policy
     * @param ofCpus whether the account is that of CPU time. A given power counts only there. Other accounts learn only
     *     from intervals without use: CPUs never have one, devices have many
     */
    Baseline(AllocationPolicy policy, boolean ofCpus) {
        this.ofCpus = ofCpus;
        SharingPolicy rule = (SharingPolicy) policy;
        OptionalDouble idleWatts = switch (rule.kind()) {
            case CAPACITY -> OptionalDouble.empty();
            case ACTIVE -> OptionalDouble.of(0);
            case BASELINE -> ofCpus ? rule.idleWatts() : OptionalDouble.empty();
        };
        learns = rule.kind() == SharingPolicy.Kind.BASELINE && idleWatts.isEmpty();
        sharing = new Sharing(idleWatts);
    }

    Sharing sharing() {
        return sharing;
    }

    /** Learns from an interval, if it can. */
    void learn(long intervalMicrojoules, long intervalNanos, long used) {
        if (!learns || (used > 0 && !ofCpus)) {
            return;
        }
        energyMicrojoules += intervalMicrojoules;
        wallNanos += intervalNanos;
        if (wallNanos >= LEARNING_NANOS) {
            double watts = energyMicrojoules / (wallNanos * Sharing.MICROJOULES_PER_WATT_NANOSECOND);
            if (watts < sharing.idleWatts().orElse(Double.POSITIVE_INFINITY)) {
                sharing = new Sharing(OptionalDouble.of(watts));
            }
            energyMicrojoules = 0;
            wallNanos = 0;
        }
    }
}
