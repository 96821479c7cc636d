package io.scaph.micrometer;

import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one registry has seen of a monitor. Safe for use by several threads. */
final class Readings {
    private final Monitor monitor;
    private Snapshot before;
    private Snapshot now;

    // What was known last: a total that is unknown for once must not fall to 0.
    private Energy process = Energy.ZERO;
    private @Nullable JvmEnergy jvm;
    private final Map<String, Energy> domains = new HashMap<>();
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
        process = now.self().map(ProcessEnergy::energy).orElse(process);
        jvm = now.jvm().orElse(jvm);
        now.domains().forEach(total -> domains.put(total.domain().id(), total.energy()));
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

    synchronized double domainJoules(Domain domain) {
        now();
        return domains.getOrDefault(domain.id(), Energy.ZERO).joules();
    }

    double domainWatts(Domain domain) {
        Interval interval = interval();
        return interval.to()
                .domain(domain.id())
                .map(known -> interval.domain(known.domain()).power().orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    synchronized double processJoules() {
        now();
        return process.joules();
    }

    double processWatts() {
        Interval interval = interval();
        return interval.from().self().isEmpty()
                ? Double.NaN
                : interval.self().map(usage -> usage.power().orElse(Double.NaN)).orElse(Double.NaN);
    }

    synchronized double jvmJoules(Function<JvmEnergy, Energy> part) {
        now();
        return jvm == null ? 0 : part.apply(jvm).joules();
    }
}
