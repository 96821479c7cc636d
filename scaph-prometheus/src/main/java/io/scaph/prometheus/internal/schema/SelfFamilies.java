package io.scaph.prometheus.internal.schema;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Domain;
import io.scaph.prometheus.internal.exposition.LabelSet;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scaph reports about itself. */
record SelfFamilies(MetricData data, FamilyWriter out) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,3})\\.(\\d{1,3}).*");

    /** In every schema. */
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
        LabelSet build =
                LabelSet.NONE.with("version", self.version()).with("java", System.getProperty("java.version", ""));
        out.sink().point(build, 1, 0);
        out.family("scaph_sensor_info");
        for (SensorInfo sensor : now.sensors()) {
            LabelSet labels = LabelSet.NONE
                    .with("sensor", sensor.name())
                    .with("quality", now.quality().name().toLowerCase(Locale.ROOT))
                    .with("policy", now.policy().label());
            out.sink().point(labels, 1, 0);
        }
    }

    private void seconds(String name, Duration time) {
        out.seconds(name, OptionalLong.of(time.toNanos()));
    }

    /**
     * What Scaphandre reports about itself. It buffers readings; scaph adds them up, so the sizes of its buffers are always 0.
     */
    void likeScaphandre() {
        SelfCost self = data.self();
        version(self.version());
        out.value("scaph_self_cpu_usage_percent", self.lastCpuShare(), 4);
        out.value("scaph_self_memory_virtual_bytes", data.host().value("VmSize"));
        out.value("scaph_self_memory_bytes", data.host().value("VmRSS"));
        out.value("scaph_self_topo_procs_nb", data.view().now().processes().size());
        out.value("scaph_self_topo_stats_nb", 0);
        out.value("scaph_self_topo_records_nb", 0);
        perSocket("scaph_self_socket_stats_nb");
        perSocket("scaph_self_socket_records_nb");
        out.family("scaph_self_domain_records_nb");
        data.view().now().topology().sockets().forEach((socket, domains) -> {
            for (Domain domain : domains) {
                LabelSet labels = LabelSet.NONE
                        .with("socket_id", Integer.toString(socket))
                        .with("rapl_domain_name", domain.kind().label())
                        .with("domain", domain.id());
                out.sink().point(labels, 0, 0);
            }
        });
    }

    /** The version as a number: 1.02 for 1.0.2. */
    private void version(String text) {
        Matcher version = VERSION.matcher(text);
        if (version.matches()) {
            String decimals = version.group(2) + version.group(3);
            long number = Long.parseLong(version.group(1) + decimals);
            out.value("scaph_self_version", OptionalLong.of(number), decimals.length());
        }
    }

    private void perSocket(String name) {
        out.family(name);
        for (int socket : data.view().now().topology().sockets().keySet()) {
            out.sink().point(LabelSet.NONE.with("socket_id", Integer.toString(socket)), 0, 0);
        }
    }
}
