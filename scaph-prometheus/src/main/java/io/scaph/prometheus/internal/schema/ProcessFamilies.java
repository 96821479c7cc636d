package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.host.SlowGauges.ProcessReading;
import io.scaph.prometheus.internal.view.Amount;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.PublishedLines;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Families with a point for each process that has its own line, and where useful one point for all others. */
record ProcessFamilies(MetricData data, FamilyWriter out, LabelSet other) {
    private static final double PERCENT_IN_THOUSANDTHS = 100_000;
    private static final int NANO_DECIMALS = 9;

    void power(String name) {
        double factor = data.view().microwattsPerMicrojoule();
        if (!Double.isNaN(factor)) {
            lastTick(name, out.unit().decimals, Amount::microjoules, factor);
        }
    }

    /** CPU time over the last tick, as a part of what all CPUs have. */
    void cpuPercentage(String name) {
        long nanos = data.view().interval().duration().toNanos();
        if (data.host().cpus().isPresent() && nanos > 0) {
            double factor = PERCENT_IN_THOUSANDTHS / nanos / data.host().cpus().getAsLong();
            lastTick(name, 3, Amount::cpuNanos, factor);
        }
    }

    /** A process that ended has power and a share of the CPUs while it is in the interval. */
    private void lastTick(String name, int decimals, ToLongFunction<Amount> part, double factor) {
        lines(name, decimals, line -> {
            long used = part.applyAsLong(line.last());
            return line.ended() && used == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(used * factor));
        });
        out.sink().point(other, Math.round(part.applyAsLong(processes().lastOther()) * factor), decimals);
    }

    void energy() {
        energy("scaph_process", Amount::microjoules);
        // Without devices all values would be 0.
        if (!data.view().interval().devices().isEmpty()) {
            energy("scaph_process_device", Amount::deviceMicrojoules);
        }
    }

    private void energy(String prefix, ToLongFunction<Amount> part) {
        int decimals = out.unit().decimals;
        lines(prefix + out.unit().energySuffix, decimals, line -> OptionalLong.of(part.applyAsLong(line.counted())));
        out.sink().point(other, part.applyAsLong(processes().other()), decimals);
    }

    void totalCpuSeconds(String name) {
        lines(name, NANO_DECIMALS, line -> OptionalLong.of(line.total().cpuNanos()));
    }

    void memory() {
        resources("scaph_process_memory_bytes", process -> OptionalLong.of(process.memoryBytes()));
        resources("scaph_process_memory_virtual_bytes", process -> OptionalLong.of(process.virtualMemoryBytes()));
    }

    /** A value of each process that was read and has it. */
    void resources(String name, Function<Resources, OptionalLong> value) {
        lines(name, 0, line -> value(line, data.slow().processes(), value));
    }

    /** By how much a total grew between the last two readings. */
    void growth(String name, Function<Resources, OptionalLong> value) {
        lines(name, 0, line -> {
            OptionalLong now = value(line, data.slow().processes(), value);
            OptionalLong before = value(line, data.slow().before(), value);
            return now.isPresent() && before.isPresent()
                    ? OptionalLong.of(Math.max(0, now.getAsLong() - before.getAsLong()))
                    : OptionalLong.empty();
        });
    }

    private static OptionalLong value(
            PublishedLine<ProcessInfo> line,
            Map<Object, ProcessReading> read,
            Function<Resources, OptionalLong> value) {
        ProcessReading reading = line.ended() ? null : read.get(line.subject().identity());
        return reading == null ? OptionalLong.empty() : value.apply(reading.resources());
    }

    private void lines(String name, int decimals, Function<PublishedLine<ProcessInfo>, OptionalLong> value) {
        out.family(name);
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            value.apply(line).ifPresent(number -> out.sink().point(line.labels(), number, decimals));
        }
    }

    private PublishedLines<ProcessInfo> processes() {
        return data.view().processes();
    }
}
