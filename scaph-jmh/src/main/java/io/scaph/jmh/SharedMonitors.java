package io.scaph.jmh;

import io.scaph.api.Monitor;
import io.scaph.api.spi.SensorUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The monitors of this JVM. JMH makes a profiler for each benchmark and never says when it is done with it, so those that run
 * in one JVM ({@code -f 0}) share a monitor, which ends with the JVM. Safe for use by several threads.
 */
final class SharedMonitors {
    /** Ticks are asked for between iterations; of its own accord the monitor only watches counters that may wrap. */
    private static final Duration SELDOM = Duration.ofDays(1);

    private static final Map<MonitorOptions, Monitor> OPEN = new HashMap<>();

    private SharedMonitors() {}

    static synchronized Monitor open(MonitorOptions options) throws SensorUnavailableException {
        Monitor there = OPEN.get(options);
        if (there != null) {
            return there;
        }
        Monitor monitor = options.builder().tick(SELDOM).open();
        OPEN.put(options, monitor);
        return monitor;
    }
}
