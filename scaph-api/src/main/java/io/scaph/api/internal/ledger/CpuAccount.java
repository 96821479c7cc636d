package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.AllocationPolicy;

/**
 * The account of the energy that is shared by CPU time: all of the host's but that of devices. First an interval's capacity
 * is divided ({@link Times}), then its energy in the same proportion, as the {@link AllocationPolicy} says.
 */
final class CpuAccount {
    private final AllocationPolicy policy;
    private final Lines living;
    private final Lines ended;
    private final Totals totals;
    private final Times times;
    private final Baseline baseline;
    private final Apportionment parts = new Apportionment();

    private long capacityNanos;
    private long busyNanos;
    private long endedMicrojoules;
    private long idleMicrojoules;
    private long unattributedMicrojoules;
    private long interruptMicrojoules;
    private long stolenMicrojoules;

    CpuAccount(AllocationPolicy policy, Lines living, Lines ended, Totals totals, Times times) {
        this.policy = policy;
        this.living = living;
        this.ended = ended;
        this.totals = totals;
        this.times = times;
        baseline = new Baseline(policy);
    }

    /** Carries the pass over: its energy is not known yet. */
    void postpone(long wallNanos) {
        times.postpone(wallNanos);
    }

    /** Drops the times of the pass, and of those that were postponed: their energy will never be known. */
    void drop() {
        settle(living);
        settle(ended);
        totals.settle();
        times.settle();
    }

    private static void settle(Lines lines) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).settle();
        }
    }

    /** Allocates the energy of the pass, and of those that were postponed. */
    void post(long energyMicrojoules, long wallNanos) {
        postpone(wallNanos);
        totals.subtract(living);
        totals.subtract(ended);
        if (times.divide(living, ended, totals)) {
            capacityNanos += times.busyNanos() + times.idleNanos() + times.stolenNanos();
            busyNanos += times.busyNanos();
            allocate(energyMicrojoules);
        } else {
            unattributedMicrojoules += energyMicrojoules;
        }
        drop();
    }

    private void allocate(long energyMicrojoules) {
        boolean byCapacity = policy instanceof AllocationPolicy.Capacity;
        long left = energyMicrojoules;
        if (policy instanceof AllocationPolicy.Baseline) {
            long idle = baseline.idleMicrojoules(energyMicrojoules, times.wallNanos());
            byCapacity = idle < 0;
            idleMicrojoules += Math.max(0, idle);
            left -= Math.max(0, idle);
        }
        long idleShare = byCapacity ? times.idleNanos() : 0;
        long stolenShare = byCapacity ? times.stolenNanos() : 0;
        long shares = times.busyNanos() + idleShare + stolenShare;
        if (shares == 0) {
            // Nobody worked: it was spent on being ready.
            idleMicrojoules += left;
            return;
        }
        while (left > 0) {
            // One turn, but for an amount beyond all that is real.
            long amount = Math.min(left, Apportionment.MAX);
            parts.begin(amount, shares);
            times.beginShares();
            allocate(living);
            allocate(ended);
            endedMicrojoules += totals.allocate(parts, times);
            long stolen = parts.next(stolenShare);
            long interrupts = parts.next(times.interruptNanos());
            stolenMicrojoules += stolen;
            interruptMicrojoules += interrupts;
            unattributedMicrojoules += stolen + interrupts + parts.next(times.unknownNanos());
            idleMicrojoules += parts.next(idleShare);
            left -= amount;
        }
    }

    private void allocate(Lines lines) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!line.isSettled()) {
                long own = parts.next(line.unpostedNanos);
                line.credit(own, parts.next(times.childShare(line.unpostedChildNanos)));
            }
        }
    }

    /** Takes the energy of an interval in which the processes could not be read: nobody's. */
    void postUnread(long energyMicrojoules, long wallNanos) {
        postpone(wallNanos);
        unattributedMicrojoules += energyMicrojoules;
    }

    int onlineCpus() {
        return times.onlineCpus();
    }

    long capacityNanos() {
        return capacityNanos;
    }

    long busyNanos() {
        return busyNanos;
    }

    /** The energy of those who ended without having had a line. */
    long endedMicrojoules() {
        return endedMicrojoules;
    }

    long idleMicrojoules() {
        return idleMicrojoules;
    }

    long unattributedMicrojoules() {
        return unattributedMicrojoules;
    }

    long interruptMicrojoules() {
        return interruptMicrojoules;
    }

    long stolenMicrojoules() {
        return stolenMicrojoules;
    }
}
