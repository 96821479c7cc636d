package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import java.util.Locale;
import java.util.OptionalLong;

/** What scaph reports of itself in every schema. */
record SelfFamilies(MetricData data, FamilyWriter out) {
    void all() {
        info();
        ticks(data.view().now());
        SelfCost self = data.self();
        out.counter("scaph_self_scrapes_total", "Times that metrics were made, this one not counted", self.scrapes());
        out.totalSeconds(
                "scaph_self_scrape_seconds_total",
                "Time that making metrics took, this time not counted",
                OptionalLong.of(self.scrapeNanos()));
        out.seconds("scaph_self_last_scrape_seconds", "Time that making metrics took last", self.lastScrapeNanos());
        out.totalSeconds("scaph_self_cpu_seconds_total", "CPU time of the process that measures", self.cpuNanos());
    }

    private void info() {
        out.sink().family("scaph_build_info", Kind.GAUGE, "Always 1; the labels tell what runs");
        LabelSet build = LabelSet.builder()
                .with("version", data.self().version())
                .with("java", System.getProperty("java.version", ""))
                .build();
        out.sink().point(build, 1, 0);
        out.sink()
                .family(
                        "scaph_sensor_info",
                        Kind.GAUGE,
                        "Always 1; the sensor in use, and whether its numbers are measured, relayed by a hypervisor or estimated");
        Snapshot now = data.view().now();
        for (SensorInfo sensor : now.sensors()) {
            LabelSet labels = LabelSet.builder()
                    .with("sensor", sensor.name())
                    .with("quality", now.quality().name().toLowerCase(Locale.ROOT))
                    .with("policy", now.policy().label())
                    .build();
            out.sink().point(labels, 1, 0);
        }
    }

    private void ticks(Snapshot now) {
        out.counter("scaph_self_ticks_total", "Readings of everything since the start", now.sequence() + 1);
        out.totalSeconds(
                "scaph_self_tick_seconds_total",
                "Time that all ticks took",
                OptionalLong.of(now.tickTime().toNanos()));
        out.seconds(
                "scaph_self_last_tick_seconds",
                "Time that the last tick took",
                now.lastTickTime().toNanos());
        out.seconds(
                "scaph_self_tick_skew_seconds",
                "Time between reading energy and reading CPU times in the last tick",
                now.skew().toNanos());
        out.seconds(
                "scaph_self_last_tick_age_seconds",
                "Time since the last tick",
                data.self().tickAgeNanos());
        out.gauge(
                "scaph_self_last_tick_timestamp_seconds",
                "When the last tick was, by the wall clock",
                OptionalLong.of(now.time().toEpochMilli()),
                3);
    }
}
