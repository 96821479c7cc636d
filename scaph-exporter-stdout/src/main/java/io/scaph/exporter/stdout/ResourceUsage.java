package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CPU, memory and disk usage of processes, in the layout of Scaphandre: all as text; CPU in percent of all CPUs together; disk
 * traffic in the interval. Read only for the processes that are listed. An unknown value is null.
 */
final class ResourceUsage {
    private static final double PERCENT = 100;
    private static final String BYTES = "Bytes";

    private final SnapshotReader snapshots;
    private Map<Object, Resources> before = new HashMap<>();
    private Map<Object, Resources> now = new HashMap<>();

    ResourceUsage(SnapshotReader snapshots) {
        this.snapshots = snapshots;
    }

    /** The usage of a process; empty if it is unknown. */
    Optional<JsonObject> of(ProcessInfo process, OptionalDouble cpuShare) {
        return snapshots.resources(process).map(resources -> {
            now.put(process.identity(), resources);
            Resources last = before.get(process.identity());
            JsonObject json = new JsonObject();
            add(json, "cpu_usage", cpuShare.isPresent() ? percent(cpuShare.getAsDouble()) : null, "%");
            add(json, "memory_usage", Long.toString(resources.memoryBytes()), BYTES);
            add(json, "memory_virtual_usage", Long.toString(resources.virtualMemoryBytes()), BYTES);
            add(json, "disk_usage_write", growth(last, resources, Resources::diskWrittenBytes), BYTES);
            add(json, "disk_usage_read", growth(last, resources, Resources::diskReadBytes), BYTES);
            return json;
        });
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f", share * PERCENT);
    }

    private static @Nullable String growth(
            @Nullable Resources last, Resources resources, Function<Resources, OptionalLong> total) {
        OptionalLong earlier = last == null ? OptionalLong.empty() : total.apply(last);
        OptionalLong later = total.apply(resources);
        return earlier.isPresent() && later.isPresent()
                ? Long.toString(Math.max(0, later.getAsLong() - earlier.getAsLong()))
                : null;
    }

    private static void add(JsonObject json, String name, @Nullable String value, String unit) {
        json.with(name, value).with(name + "_unit", unit);
    }

    /** Ends a report: the disk traffic of processes that were not listed in it restarts. */
    void forgetOthers() {
        before = now;
        now = new HashMap<>();
    }
}
