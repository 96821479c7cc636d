package io.scaph.prometheus;

import java.util.Locale;

/** The names, units and labels of metrics. */
public enum MetricSchema {
    /** Scaphandre's names, so that its dashboards work, with additions. */
    SCAPHANDRE,
    /** OpenTelemetry's conventions for hardware, in joules and watts. */
    SEMCONV;

    /**
     * Returns its name in the option {@code --schema} of the command line.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
