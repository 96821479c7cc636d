package io.scaph.micrometer;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What one registry has seen of a monitor. Safe for use by several threads. */
final class Readings {
    private final Monitor monitor;
    private Snapshot before;
    private Snapshot now;

    // What was known last: a total that is unknown for once must not fall to 0.
    private long processMicrojoules;
    private @Nullable JvmEnergy jvm;
    private final Map<String, Long> domainMicrojoules = new HashMap<>();
    /** Whether the last snapshot is recent; otherwise power is unknown. */
    private boolean current = true;

    Readings(Monitor monitor) {
        this.monitor = monitor;
        now = latest();
        before = now;
        remember();
    }

    /** By a reader that is closed at once: an open one without scrapes would keep the lines of all ended processes. */
    private Snapshot latest() {
        try (SnapshotReader reader = monitor.reader()) {
            current = reader.isCurrent();
            return reader.latest();
        }
    }

    private void remember() {
        processMicrojoules = now.self().map(one -> one.energy().microjoules()).orElse(processMicrojoules);
        jvm = now.jvm().orElse(jvm);
    }

    synchronized Snapshot now() {
        Snapshot latest = latest();
        if (latest.sequence() > now.sequence()) {
            before = now;
            now = latest;
            remember();
        }
        return now;
    }

    private synchronized Interval interval() {
        now();
        return Interval.between(current ? before : now, now);
    }

    double hostWatts() {
        return interval().host().power().orElse(Double.NaN);
    }

    synchronized long domainMicrojoules(Domain domain) {
        now().domain(domain.id())
                .ifPresent(known ->
                        domainMicrojoules.put(domain.id(), known.energy().microjoules()));
        return domainMicrojoules.getOrDefault(domain.id(), 0L);
    }

    double domainWatts(Domain domain) {
        Interval interval = interval();
        return interval.to()
                .domain(domain.id())
                .map(known -> interval.domain(known.domain()).power().orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    synchronized long processMicrojoules() {
        now();
        return processMicrojoules;
    }

    double processWatts() {
        Interval interval = interval();
        return interval.from().self().isEmpty()
                ? Double.NaN
                : interval.self().map(usage -> usage.power().orElse(Double.NaN)).orElse(Double.NaN);
    }

    synchronized long jvmMicrojoules(ToLongFunction<JvmEnergy> part) {
        now();
        return jvm == null ? 0 : part.applyAsLong(jvm);
    }
}
