package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.Account;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.topology.Quality;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * What the last two ticks measured of the host, without its processes: small enough that code that measures between ticks can
 * keep it.
 *
 * @param before the tick before the last one; the last one if there is only one
 * @param now the last tick
 * @param cpus how many CPUs the host had then, not always a whole number; 0 if that is not known
 * @param quality how certain the energy is
 */
public record Recent(Books before, Books now, double cpus, Quality quality) {
    /**
     * Totals since the monitor was opened.
     *
     * @param nanos when, on the monitor's clock
     * @param hostMicrojoules the host's energy
     * @param cpu the part of it that is shared by CPU time
     */
    public record Books(long nanos, long hostMicrojoules, Account.Shared cpu) {
        long cpuMicrojoules() {
            return cpu.microjoules();
        }
    }

    /** With the first tick. */
    static Recent first(TickSnapshot snapshot, Tick tick) {
        Books books = books(snapshot, tick);
        return of(books, books, snapshot, tick);
    }

    /** After another tick. */
    Recent next(TickSnapshot snapshot, Tick tick) {
        return of(now, books(snapshot, tick), snapshot, tick);
    }

    private static Recent of(Books before, Books now, TickSnapshot snapshot, Tick tick) {
        return new Recent(before, now, tick.counters().cpus().orElse(snapshot.onlineCpus()), snapshot.quality());
    }

    private static Books books(TickSnapshot snapshot, Tick tick) {
        return new Books(snapshot.nanoTime(), snapshot.host().energy().microjoules(), tick.shared());
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
        return now.cpu().overCapacity(since(earlier).cpu());
    }
}
