package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.prometheus.internal.exposition.LabelSet;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** What scaph reports of itself in every schema. */
record SelfFamilies(MetricData data, FamilyWriter out) {
    void all() {
        SelfCost self = data.self();
        Snapshot now = data.view().now();
        info(self, now);
        out.value("scaph_self_ticks_total", now.sequence() + 1);
        seconds("scaph_self_tick_seconds_total", now.tickTime());
        seconds("scaph_self_last_tick_seconds", now.lastTickTime());
        seconds("scaph_self_tick_skew_seconds", now.skew());
        seconds("scaph_self_last_tick_age_seconds", Duration.ofNanos(self.tickAgeNanos()));
        OptionalLong millis = OptionalLong.of(now.time().toEpochMilli());
        out.value("scaph_self_last_tick_timestamp_seconds", millis, 3);
        out.value("scaph_self_scrapes_total", self.scrapes());
        seconds("scaph_self_scrape_seconds_total", Duration.ofNanos(self.scrapeNanos()));
        seconds("scaph_self_last_scrape_seconds", Duration.ofNanos(self.lastScrapeNanos()));
        out.seconds("scaph_self_cpu_seconds_total", self.cpuNanos());
    }

    private void info(SelfCost self, Snapshot now) {
        out.family("scaph_build_info");
        LabelSet build = LabelSet.builder()
                .with("version", self.version())
                .with("java", System.getProperty("java.version", ""))
                .build();
        out.sink().point(build, 1, 0);
        out.family("scaph_sensor_info");
        for (SensorInfo sensor : now.sensors()) {
            LabelSet labels = LabelSet.builder()
                    .with("sensor", sensor.name())
                    .with("quality", now.quality().name().toLowerCase(Locale.ROOT))
                    .with("policy", now.policy().label())
                    .build();
            out.sink().point(labels, 1, 0);
        }
    }

    private void seconds(String name, Duration time) {
        out.seconds(name, OptionalLong.of(time.toNanos()));
    }
}
