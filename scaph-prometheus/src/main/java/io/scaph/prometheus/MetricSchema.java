package io.scaph.prometheus;

import java.util.Locale;

/** The names, units and labels of metrics. */
public enum MetricSchema {
    /** Scaphandre's, so that its dashboards work, with what it lacks. */
    SCAPHANDRE,
    /** OpenTelemetry's conventions for hardware, in joules and watts. */
    SEMCONV;

    /**
     * Returns the name that the option {@code --schema} of the command line has for it.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
