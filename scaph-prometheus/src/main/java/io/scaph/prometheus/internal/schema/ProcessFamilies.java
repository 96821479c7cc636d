package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.PublishedLines;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** Families with a point for each process that has a line of its own, and where it makes sense one for all others. */
record ProcessFamilies(MetricData data, FamilyWriter out, LabelSet other) {
    private static final double PERCENT_IN_THOUSANDTHS = 100_000;

    private PublishedLines<ProcessInfo> processes() {
        return data.view().processes();
    }

    void power(String name) {
        double factor = data.view().microwattsPerMicrojoule();
        if (Double.isNaN(factor)) {
            return;
        }
        out.sink().family(name, Kind.GAUGE, out.unit().powerHelp("Power of the process over the last tick{}"));
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            // A process that ended has power for as long as it is in the interval.
            if (!line.ended() || line.last().microjoules() > 0) {
                point(line.labels(), Math.round(line.last().microjoules() * factor));
            }
        }
        point(other, Math.round(processes().lastOther().microjoules() * factor));
    }

    void energy() {
        String help =
                "Energy of the process for as long as it has had this line{}; other is all processes without one, and the"
                        + " first 15 s of each line";
        out.sink()
                .family(
                        "scaph_process" + out.unit().energySuffix,
                        Kind.COUNTER,
                        out.unit().energyHelp(help));
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            point(line.labels(), line.counted().microjoules());
        }
        point(other, processes().other().microjoules());
        if (!data.view().interval().devices().isEmpty()) {
            deviceEnergy();
        }
    }

    /** Only where there are devices: elsewhere all values would be 0. */
    private void deviceEnergy() {
        String help = "Of the energy of the process, that of devices such as GPUs{}";
        out.sink()
                .family(
                        "scaph_process_device" + out.unit().energySuffix,
                        Kind.COUNTER,
                        out.unit().energyHelp(help));
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            point(line.labels(), line.counted().deviceMicrojoules());
        }
        point(other, processes().other().deviceMicrojoules());
    }

    private void point(LabelSet labels, long micro) {
        out.sink().point(labels, micro, out.unit().decimals);
    }

    /** CPU time over the last tick, as a part of what all CPUs have. */
    void cpuPercentage(String name) {
        long nanos = data.view().interval().duration().toNanos();
        if (data.host().cpus().isEmpty() || nanos == 0) {
            return;
        }
        double factor = PERCENT_IN_THOUSANDTHS / nanos / data.host().cpus().getAsLong();
        out.sink().family(name, Kind.GAUGE, "CPU time of the process over the last tick, in % of all CPUs");
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            if (!line.ended() || line.last().cpuNanos() > 0) {
                out.sink().point(line.labels(), Math.round(line.last().cpuNanos() * factor), 3);
            }
        }
        out.sink().point(other, Math.round(processes().lastOther().cpuNanos() * factor), 3);
    }

    void totalCpuSeconds(String name) {
        out.sink().family(name, Kind.COUNTER, "CPU time of the process since scaph was started");
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            out.sink().point(line.labels(), line.total().cpuNanos(), 9);
        }
    }

    void memory() {
        resources(
                "scaph_process_memory_bytes",
                Kind.GAUGE,
                "Memory of the process that is resident",
                process -> OptionalLong.of(process.memoryBytes()));
        resources(
                "scaph_process_memory_virtual_bytes",
                Kind.GAUGE,
                "Address space of the process",
                process -> OptionalLong.of(process.virtualMemoryBytes()));
    }

    /** A value of each process that was read and has it. */
    void resources(String name, Kind kind, String help, Function<Resources, OptionalLong> value) {
        out.sink().family(name, kind, help);
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            value(line, data.slow().resources(), value)
                    .ifPresent(bytes -> out.sink().point(line.labels(), bytes, 0));
        }
    }

    /** By how much a total grew between the last two readings. */
    void growth(String name, String help, Function<Resources, OptionalLong> value) {
        out.sink().family(name, Kind.GAUGE, help);
        for (PublishedLine<ProcessInfo> line : processes().lines()) {
            OptionalLong now = value(line, data.slow().resources(), value);
            OptionalLong before = value(line, data.slow().before(), value);
            if (now.isPresent() && before.isPresent()) {
                out.sink().point(line.labels(), Math.max(0, now.getAsLong() - before.getAsLong()), 0);
            }
        }
    }

    private static OptionalLong value(
            PublishedLine<ProcessInfo> line, Map<Object, Resources> read, Function<Resources, OptionalLong> value) {
        Resources resources = line.ended() ? null : read.get(line.subject().identity());
        return resources == null ? OptionalLong.empty() : value.apply(resources);
    }
}
