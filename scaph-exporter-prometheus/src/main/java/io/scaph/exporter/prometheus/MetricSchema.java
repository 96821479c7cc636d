package io.scaph.exporter.prometheus;

import java.util.Locale;

/** The names, units and labels of metrics. */
public enum MetricSchema {
    /** Scaphandre's, so that its dashboards work, with what it lacks. */
    SCAPHANDRE,
    /** OpenTelemetry's conventions for hardware, in joules and watts. */
    SEMCONV;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
