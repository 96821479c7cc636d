package io.scaph.api.internal.scope;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.host.Sample;
import io.scaph.api.internal.scope.ScopeMeter.Moment;
import io.scaph.api.internal.tick.Recent;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scope: what there was when it was opened, and when it was closed. The difference is computed on request. */
final class LiveScope implements Scope {
    /** If more than this part of a scope is unknown, at either end, the scope has a gap. */
    private static final double MOST_UNKNOWN = 0.1;

    private static final long MOST_UNKNOWN_NANOS = 100_000_000;

    /** An uncertainty of more than this part, from the counters' steps alone, is too short a scope. */
    private static final double MOST_UNCERTAIN = 0.1;

    private final String name;
    private final ScopeMeter meter;
    private final Moment begin;
    private final @Nullable Consumer<Scope> recording;
    private volatile @Nullable Moment end;

    LiveScope(String name, ScopeMeter meter) {
        this.name = Objects.requireNonNull(name, "a scope needs a name, which may be empty");
        this.meter = meter;
        begin = meter.moment();
        recording = meter.beginRecording();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        if (end == null && end(meter.moment())) {
            meter.deliver(this);
            if (recording != null) {
                recording.accept(this);
            }
        }
    }

    /** Returns whether the scope was open until now. */
    private synchronized boolean end(Moment now) {
        boolean first = end == null;
        end = first ? now : end;
        return first;
    }

    @Override
    public ScopeEnergy energy() {
        Moment closed = end;
        return between(closed == null ? meter.moment() : closed);
    }

    private ScopeEnergy between(Moment last) {
        long nanos = Math.max(0, last.nanos() - begin.nanos());
        Set<ScopeWarning> warnings = EnumSet.noneOf(ScopeWarning.class);
        if (last.closed()) {
            warnings.add(ScopeWarning.MONITOR_CLOSED);
        }
        Recent recent = last.recent();
        Optional<EnergyRange> host = energy(last, nanos, Sample::host, recent.hostPower(begin.recent()), warnings);
        // CPU time does not show what devices did.
        Optional<EnergyRange> cpu = energy(last, nanos, Sample::cpu, recent.cpuPower(begin.recent()), warnings);
        double perCpuNano = share(last, nanos, warnings);
        boolean sameThread = last.thread().equals(begin.thread());
        long threadNanos = sameThread ? used(begin.threadNanos(), last.threadNanos()) : -1;
        long processNanos = processNanos(last, threadNanos);
        if (threadNanos < 0) {
            warnings.add(ScopeWarning.THREAD_UNKNOWN);
        }
        return new ScopeResult(
                name,
                Duration.ofNanos(nanos),
                host,
                cpu.flatMap(energy -> part(energy, processNanos, perCpuNano)),
                cpu.flatMap(energy -> part(energy, threadNanos, perCpuNano)),
                processNanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(processNanos)),
                last.recent().quality(),
                warnings);
    }

    /**
     * The clock of a process may have coarser steps than that of a thread: the process has used at least what the thread has.
     */
    private long processNanos(Moment last, long threadNanos) {
        long nanos = used(begin.processNanos(), last.processNanos());
        return nanos < 0 ? nanos : Math.max(nanos, threadNanos);
    }

    private static long used(long before, long after) {
        return before < 0 || after < 0 ? -1 : Math.max(0, after - before);
    }

    /** The energy of a part of the host: what its counters gained, over the time of the scope. */
    private Optional<EnergyRange> energy(
            Moment last,
            long nanos,
            Function<Sample, Sample.Part> which,
            OptionalDouble recentPower,
            Set<ScopeWarning> warnings) {
        Sample.Part from = which.apply(begin.sample());
        Sample.Part to = which.apply(last.sample());
        long unknown = Math.max(from.unknownNanos(), to.unknownNanos());
        if (from.losses() != to.losses() || unknown > Math.max(MOST_UNKNOWN_NANOS, nanos * MOST_UNKNOWN)) {
            warnings.add(ScopeWarning.GAP);
        }
        long span = last.sample().nanos() - begin.sample().nanos();
        // Each end may be off by a step of the counters, and by the time since they moved.
        long step = last.recent().quality() == Quality.MEASURED ? meter.stepNanos() : 0;
        double off = 2.0 * step + from.unknownNanos() + to.unknownNanos() + stale(begin, step) + stale(last, step);
        if (span > 0 && off <= nanos * MOST_UNCERTAIN) {
            double stretch = (double) nanos / span;
            return Optional.of(range(
                    (to.microjoules() - from.microjoules()) * stretch,
                    (to.lowMicrojoules() - from.lowMicrojoules()) * stretch,
                    (to.highMicrojoules() - from.highMicrojoules()) * stretch,
                    off / nanos));
        }
        warnings.add(ScopeWarning.TOO_SHORT);
        if (recentPower.isEmpty()) {
            warnings.add(ScopeWarning.GAP);
            return Optional.empty();
        }
        double guess = recentPower.getAsDouble() * nanos;
        return Optional.of(range(guess, guess, guess, 1));
    }

    /** How much older the counters at an end are than a fresh reading may be: slow sensors are read by ticks only. */
    private static long stale(Moment moment, long step) {
        return Math.max(0, moment.ageNanos() - 2 * step);
    }

    /** The share of a nanosecond of CPU time, of the energy that is shared by CPU time. */
    private double share(Moment last, long nanos, Set<ScopeWarning> warnings) {
        double known = last.recent().cpus();
        double cpus = known > 0 ? known : Runtime.getRuntime().availableProcessors();
        double byCapacity = nanos == 0 ? 0 : 1 / (nanos * cpus);
        OptionalDouble more = last.recent().overCapacity(begin.recent());
        if (more.isEmpty()) {
            warnings.add(ScopeWarning.OTHERS_UNKNOWN);
        }
        return byCapacity * more.orElse(1);
    }

    private static Optional<EnergyRange> part(EnergyRange all, long cpuNanos, double perCpuNano) {
        if (cpuNanos < 0) {
            return Optional.empty();
        }
        double part = Math.min(1, cpuNanos * perCpuNano);
        return Optional.of(EnergyRange.ofMicrojoules(
                Math.round(all.energy().microjoules() * part),
                Math.round(all.low().microjoules() * part),
                Math.round(all.high().microjoules() * part)));
    }

    /** The error of the model and the steps of the counters, added. */
    private static EnergyRange range(double microjoules, double low, double high, double relative) {
        long off = (long) Math.ceil(microjoules * relative);
        long best = Math.round(microjoules);
        return EnergyRange.ofMicrojoules(
                best, Math.max(0, Math.min(best, Math.round(low) - off)), Math.max(best, Math.round(high) + off));
    }
}
