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

/**
 * CPU, memory and disk usage of processes, in the layout of Scaphandre: all as text; CPU in percent of all CPUs together; disk
 * traffic in the interval. Read only for the processes that are listed. An unknown value is null.
 */
final class ResourceUsage {
    /** Empty for all processes. */
    static final ResourceUsage NOT_WANTED = new ResourceUsage(Optional.empty());

    private static final double PERCENT = 100;

    private final Optional<SnapshotReader> snapshots;
    private Map<Object, Resources> before = new HashMap<>();
    private Map<Object, Resources> now = new HashMap<>();

    ResourceUsage(SnapshotReader snapshots) {
        this(Optional.of(snapshots));
    }

    private ResourceUsage(Optional<SnapshotReader> snapshots) {
        this.snapshots = snapshots;
    }

    /** The usage of a process; empty if it is not wanted or unknown. */
    Optional<JsonObject> of(ProcessInfo process, OptionalDouble cpuShare) {
        return snapshots.flatMap(reader -> reader.resources(process)).map(resources -> {
            now.put(process.identity(), resources);
            Optional<Resources> last = Optional.ofNullable(before.get(process.identity()));
            Optional<String> cpu = cpuShare.isPresent()
                    ? Optional.of(String.format(Locale.ROOT, "%.3f", cpuShare.getAsDouble() * PERCENT))
                    : Optional.empty();
            JsonObject json = new JsonObject();
            add(json, "cpu_usage", cpu, "%");
            add(json, "memory_usage", Optional.of(String.valueOf(resources.memoryBytes())), "Bytes");
            add(json, "memory_virtual_usage", Optional.of(String.valueOf(resources.virtualMemoryBytes())), "Bytes");
            Optional<String> written =
                    last.flatMap(earlier -> growth(earlier.diskWrittenBytes(), resources.diskWrittenBytes()));
            add(json, "disk_usage_write", written, "Bytes");
            Optional<String> read = last.flatMap(earlier -> growth(earlier.diskReadBytes(), resources.diskReadBytes()));
            add(json, "disk_usage_read", read, "Bytes");
            return json;
        });
    }

    private static Optional<String> growth(OptionalLong earlier, OptionalLong later) {
        return earlier.isPresent() && later.isPresent()
                ? Optional.of(String.valueOf(Math.max(0, later.getAsLong() - earlier.getAsLong())))
                : Optional.empty();
    }

    private static void add(JsonObject json, String name, Optional<String> value, String unit) {
        json.with(name, value).with(name + "_unit", unit);
    }

    /** Ends a report: the disk traffic of processes that were not listed in it restarts. */
    void forgetOthers() {
        before = now;
        now = new HashMap<>();
    }
}
