package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What processes use besides energy, in Scaphandre's terms: all as text; CPU in percent of all CPUs together; what was read
 * and written is that of the interval. Asked only for the processes that are listed. What is not known is null.
 */
final class ResourceUsage {
    /** Writes null for everybody. */
    static final ResourceUsage NOT_ASKED = new ResourceUsage(Optional.empty());

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

    void write(JsonGenerator json, ProcessInfo process, OptionalDouble cpuShare) throws IOException {
        Optional<Resources> found = snapshots.flatMap(reader -> reader.resources(process));
        if (found.isEmpty()) {
            json.writeNullField("resources_usage");
            return;
        }
        Resources resources = found.get();
        now.put(process.identity(), resources);
        Optional<Resources> last = Optional.ofNullable(before.get(process.identity()));
        json.writeObjectFieldStart("resources_usage");
        field(
                json,
                "cpu_usage",
                cpuShare.isPresent()
                        ? Optional.of(String.format(Locale.ROOT, "%.3f", cpuShare.getAsDouble() * PERCENT))
                        : Optional.empty(),
                "%");
        field(json, "memory_usage", Optional.of(String.valueOf(resources.memoryBytes())), "Bytes");
        field(json, "memory_virtual_usage", Optional.of(String.valueOf(resources.virtualMemoryBytes())), "Bytes");
        field(
                json,
                "disk_usage_write",
                last.flatMap(earlier -> growth(earlier.diskWrittenBytes(), resources.diskWrittenBytes())),
                "Bytes");
        field(
                json,
                "disk_usage_read",
                last.flatMap(earlier -> growth(earlier.diskReadBytes(), resources.diskReadBytes())),
                "Bytes");
        json.writeEndObject();
    }

    private static Optional<String> growth(OptionalLong earlier, OptionalLong later) {
        return earlier.isPresent() && later.isPresent()
                ? Optional.of(String.valueOf(Math.max(0, later.getAsLong() - earlier.getAsLong())))
                : Optional.empty();
    }

    private static void field(JsonGenerator json, String name, Optional<String> value, String unit) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
        json.writeStringField(name + "_unit", unit);
    }

    /** Ends a report: of those that were not listed in it the next one knows nothing. */
    void forgetOthers() {
        before = now;
        now = new HashMap<>();
    }
}
