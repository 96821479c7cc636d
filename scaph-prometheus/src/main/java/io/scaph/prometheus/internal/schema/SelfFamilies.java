package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import java.util.Locale;
import java.util.OptionalLong;

/** What scaph says of itself in every schema. */
final class SelfFamilies {
    private SelfFamilies() {}

    static void tell(Facts facts, Sink sink) {
        Snapshot now = facts.view().now();
        SelfCost self = facts.self();
        Teller teller = new Teller(sink);
        sink.family("scaph_build_info", Sink.Kind.GAUGE, "Always 1; the labels tell what runs");
        sink.point(
                LabelSet.builder()
                        .with("version", self.version())
                        .with("java", System.getProperty("java.version", ""))
                        .build(),
                1,
                0);
        sink.family(
                "scaph_sensor_info",
                Sink.Kind.GAUGE,
                "Always 1; the sensor in use, and whether its numbers are measured, relayed by a hypervisor or estimated");
        for (SensorInfo sensor : now.sensors()) {
            sink.point(
                    LabelSet.builder()
                            .with("sensor", sensor.name())
                            .with("quality", now.quality().name().toLowerCase(Locale.ROOT))
                            .with("policy", now.policy().label())
                            .build(),
                    1,
                    0);
        }
        teller.counter("scaph_self_ticks_total", "Readings of everything since the start", now.sequence() + 1);
        teller.seconds(
                "scaph_self_tick_seconds_total",
                "Time that all ticks took",
                OptionalLong.of(now.tickTime().toNanos()));
        teller.secondsNow(
                "scaph_self_last_tick_seconds",
                "Time that the last tick took",
                now.lastTickTime().toNanos());
        teller.secondsNow(
                "scaph_self_tick_skew_seconds",
                "Time between reading energy and reading CPU times in the last tick",
                now.skew().toNanos());
        teller.secondsNow("scaph_self_last_tick_age_seconds", "Time since the last tick", self.tickAgeNanos());
        teller.gauge(
                "scaph_self_last_tick_timestamp_seconds",
                "When the last tick was, by the wall clock",
                OptionalLong.of(now.time().toEpochMilli()),
                3);
        teller.counter(
                "scaph_self_scrapes_total", "Times that metrics were made, this one not counted", self.scrapes());
        teller.seconds(
                "scaph_self_scrape_seconds_total",
                "Time that making metrics took, this time not counted",
                OptionalLong.of(self.scrapeNanos()));
        teller.secondsNow(
                "scaph_self_last_scrape_seconds", "Time that making metrics took last", self.lastScrapeNanos());
        teller.seconds("scaph_self_cpu_seconds_total", "CPU time of the process that measures", self.cpuNanos());
    }
}
