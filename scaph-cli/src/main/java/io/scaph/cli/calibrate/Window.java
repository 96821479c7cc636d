package io.scaph.cli.calibrate;

import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import java.util.List;

/**
 * A short time at one load.
 *
 * @param load busy CPU time by capacity, from 0 to 1
 * @param watts the power of what follows the CPUs' load, in watts
 */
record Window(double load, double watts) {
    /** Counters move in steps, and so does CPU time; beyond this, time is missing or belongs to another window. */
    private static final double LENGTH_TOLERANCE = 0.25;

    private static final double MOST_STOLEN = 0.05;

    /** A window without a usable reading. */
    static final class UnknownException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Measures the time between two snapshots.
     *
     * @param from the earlier one
     * @param to the later one
     * @param root the domains that it covers; they must be those of the host
     * @throws UnknownException if energy or load is not known for all of the time; the message says why
     */
    static Window between(Snapshot from, Snapshot to, List<Domain> root) throws UnknownException {
        Interval interval = Interval.between(from, to);
        double nanos = to.nanoTime() - from.nanoTime();
        if (!(nanos > 0)) {
            throw new UnknownException("no time passed");
        }
        if (!to.root().containsAll(root) || !from.root().containsAll(root)) {
            throw new UnknownException(
                    to.rootRemark().orElse("the host's energy is no longer made of the same domains"));
        }
        double watts = 0;
        double energyMicrojoules = 0;
        for (Domain domain : root) {
            DomainEnergy before = from.domain(domain.id()).orElseThrow();
            DomainEnergy after = to.domain(domain.id()).orElseThrow();
            if (after.gap().isPresent()) {
                throw new UnknownException(domain.id() + ": " + after.gap().get());
            }
            if (isOff((double) after.knownTime().toNanos() - before.knownTime().toNanos(), nanos)) {
                throw new UnknownException(domain.id() + ": its energy was not known all the time");
            }
            Usage usage = interval.domain(domain);
            watts += usage.power().orElse(0);
            energyMicrojoules += usage.energy().microjoules();
        }
        if (!(watts > 0)) {
            throw new UnknownException("the host's counters show no energy");
        }
        return new Window(load(interval, nanos, energyMicrojoules), watts);
    }

    private static double load(Interval interval, double nanos, double energyMicrojoules) throws UnknownException {
        Snapshot from = interval.from();
        Snapshot to = interval.to();
        int cpus = to.onlineCpus();
        long capacity = to.capacity().toNanos() - from.capacity().toNanos();
        if (cpus == 0 || cpus != from.onlineCpus() || isOff((double) capacity, cpus * nanos)) {
            throw new UnknownException("the use of the CPUs is not known, or CPUs came or went");
        }
        if (interval.stolen().energy().microjoules() > MOST_STOLEN * energyMicrojoules) {
            throw new UnknownException("a hypervisor took the CPUs for others");
        }
        double busy = to.busy().toNanos() - from.busy().toNanos();
        return Math.min(1, Math.max(0, busy / capacity));
    }

    private static boolean isOff(double length, double expected) {
        return Math.abs(length - expected) > LENGTH_TOLERANCE * expected;
    }
}
