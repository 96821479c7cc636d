package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.AllocationPolicy;
import java.util.OptionalDouble;

/** The power of the idle host, or of an idle device: given, or learned as the lowest average that was seen. */
final class Baseline {
    /** An average over less is as much noise as power. */
    private static final long LEARNING_NANOS = 5_000_000_000L;

    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    private final boolean learns;
    private double idleWatts = Double.POSITIVE_INFINITY;
    private long energyMicrojoules;
    private long wallNanos;

    Baseline(AllocationPolicy policy) {
        OptionalDouble given =
                policy instanceof AllocationPolicy.Baseline chosen ? chosen.idleWatts() : OptionalDouble.empty();
        learns = given.isEmpty();
        given.ifPresent(watts -> idleWatts = watts);
    }

    /**
     * What of the energy of an interval is the host's own, whoever works.
     *
     * @return µJ, up to the energy of the interval; -1 if the power of the idle host is not known yet
     */
    long idleMicrojoules(long intervalMicrojoules, long intervalNanos) {
        if (learns) {
            learn(intervalMicrojoules, intervalNanos);
        }
        return knownIdleMicrojoules(intervalMicrojoules, intervalNanos);
    }

    /** The same, of an interval from which nothing is to be learned. */
    long knownIdleMicrojoules(long intervalMicrojoules, long intervalNanos) {
        if (idleWatts == Double.POSITIVE_INFINITY) {
            return -1;
        }
        return Math.min(intervalMicrojoules, (long) (idleWatts * intervalNanos * MICROJOULES_PER_WATT_NANOSECOND));
    }

    private void learn(long intervalMicrojoules, long intervalNanos) {
        energyMicrojoules += intervalMicrojoules;
        wallNanos += intervalNanos;
        if (wallNanos >= LEARNING_NANOS) {
            idleWatts = Math.min(idleWatts, energyMicrojoules / (wallNanos * MICROJOULES_PER_WATT_NANOSECOND));
            energyMicrojoules = 0;
            wallNanos = 0;
        }
    }
}
