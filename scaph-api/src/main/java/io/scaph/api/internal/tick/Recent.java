package io.scaph.api.internal.tick;

import io.scaph.api.internal.value.TickSnapshot;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.topology.Quality;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * What the last two ticks knew of the host, without its processes: light enough to be held by whoever measures between
 * ticks.
 *
 * @param before the tick before the last one; the last one if there is only one
 * @param now the last tick
 * @param cpus how many CPUs the host had then, not always a whole number; 0 if that is not known
 * @param quality how certain the energy is
 * @param policy how it is divided
 */
public record Recent(Books before, Books now, double cpus, Quality quality, AllocationPolicy policy) {
    /**
     * Totals since the monitor was opened.
     *
     * @param nanos when, on the monitor's clock
     * @param hostMicrojoules the host's energy
     * @param cpuMicrojoules the part of it that is shared by CPU time
     * @param capacityNanos the CPU time that there was
     * @param busyNanos the part of it that was used
     * @param busyMicrojoules the energy of that part
     */
    public record Books(
            long nanos,
            long hostMicrojoules,
            long cpuMicrojoules,
            long capacityNanos,
            long busyNanos,
            long busyMicrojoules) {}

    /** With the first tick. */
    static Recent first(TickSnapshot snapshot, OptionalDouble allottedCpus) {
        Books books = books(snapshot);
        return of(books, books, snapshot, allottedCpus);
    }

    /** After another tick. */
    Recent next(TickSnapshot snapshot, OptionalDouble allottedCpus) {
        return of(now, books(snapshot), snapshot, allottedCpus);
    }

    private static Recent of(Books before, Books now, TickSnapshot snapshot, OptionalDouble allottedCpus) {
        return new Recent(
                before,
                now,
                allottedCpus.orElse(snapshot.balance().onlineCpus()),
                snapshot.quality(),
                snapshot.balance().policy());
    }

    private static Books books(TickSnapshot snapshot) {
        long host = snapshot.hostTotal().energyMicrojoules();
        long cpu = host - snapshot.balance().deviceMicrojoules();
        return new Books(
                snapshot.nanoTime(),
                host,
                cpu,
                snapshot.balance().capacityNanos(),
                snapshot.balance().busyNanos(),
                cpu
                        - snapshot.balance().cpuIdleMicrojoules()
                        - snapshot.balance().stolenMicrojoules());
    }

    /** The tick from which to look back from this one: an earlier one, if there is one. */
    private Books since(Recent earlier) {
        return earlier.now.nanos() == now.nanos() ? before : earlier.now;
    }

    /**
     * The host's power since an earlier moment, or at least over one tick.
     *
     * @param earlier what was recent then
     * @return µJ for each ns; empty if there was no tick in between, or nothing is known of it
     */
    public OptionalDouble hostPower(Recent earlier) {
        return power(earlier, Books::hostMicrojoules);
    }

    /**
     * The power of what is shared by CPU time, since an earlier moment, or at least over one tick.
     *
     * @param earlier what was recent then
     * @return µJ for each ns; empty if there was no tick in between, or nothing is known of it
     */
    public OptionalDouble cpuPower(Recent earlier) {
        return power(earlier, Books::cpuMicrojoules);
    }

    private OptionalDouble power(Recent earlier, ToLongFunction<Books> part) {
        Books from = since(earlier);
        long nanos = now.nanos() - from.nanos();
        long energy = part.applyAsLong(now) - part.applyAsLong(from);
        return nanos > 0 && energy > 0 ? OptionalDouble.of((double) energy / nanos) : OptionalDouble.empty();
    }

    /**
     * How much more than by capacity CPU time that was used gets under the policy, since an earlier moment, or at least
     * over one tick.
     *
     * @param earlier what was recent then
     * @return 1 by capacity, usually more by other policies; empty if it is not known
     */
    public OptionalDouble overCapacity(Recent earlier) {
        if (policy instanceof AllocationPolicy.Capacity) {
            return OptionalDouble.of(1);
        }
        Books from = since(earlier);
        double energy = now.cpuMicrojoules() - from.cpuMicrojoules();
        double capacity = now.capacityNanos() - from.capacityNanos();
        double busyEnergy = now.busyMicrojoules() - from.busyMicrojoules();
        double busy = now.busyNanos() - from.busyNanos();
        return energy > 0 && busy > 0
                ? OptionalDouble.of(busyEnergy / busy * capacity / energy)
                : OptionalDouble.empty();
    }
}
