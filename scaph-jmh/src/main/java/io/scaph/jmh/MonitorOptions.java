package io.scaph.jmh;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.SensorUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * The options of a monitor. JMH creates a profiler for each benchmark and never closes it, so the benchmarks of one JVM ({@code -f
 * 0}) share a monitor, which ends with the JVM.
 *
 * @param sensor the name of a sensor; empty for the best that works here
 * @param policy the name of a policy; empty for the default
 */
record MonitorOptions(Optional<String> sensor, Optional<String> policy) {
    static final MonitorOptions NONE = new MonitorOptions(Optional.empty(), Optional.empty());

    /** The profiler asks for ticks between iterations; the monitor itself only watches counters that may wrap. */
    private static final Duration RARE_TICKS = Duration.ofDays(1);

    private static final Map<MonitorOptions, Monitor> OPEN = new HashMap<>();

    static MonitorOptions parse(String line) throws ProfilerException {
        MonitorOptions options = NONE;
        for (String option : line.split(";", -1)) {
            int equals = option.indexOf('=');
            String name =
                    equals < 0 ? option.strip() : option.substring(0, equals).strip();
            Optional<String> value = Optional.of(option.substring(equals + 1).strip());
            options = switch (name) {
                case "" -> options;
                case "sensor" -> new MonitorOptions(value, options.policy);
                case "policy" -> new MonitorOptions(options.sensor, checked(value));
                default ->
                    throw new ProfilerException(
                            "there is no option '" + name + "': use sensor=NAME or policy=NAME, joined by ;");
            };
        }
        return options;
    }

    private static Optional<String> checked(Optional<String> policy) throws ProfilerException {
        try {
            policy.ifPresent(AllocationPolicy::of);
            return policy;
        } catch (IllegalArgumentException e) {
            throw new ProfilerException(e);
        }
    }

    /** The monitor of this JVM with these options. Safe for use by several threads. */
    Monitor sharedMonitor() throws SensorUnavailableException {
        synchronized (OPEN) {
            Monitor monitor = OPEN.get(this);
            if (monitor == null) {
                MonitorBuilder builder = Monitor.builder().tick(RARE_TICKS);
                sensor.ifPresent(builder::sensor);
                policy.map(AllocationPolicy::of).ifPresent(builder::policy);
                monitor = builder.open();
                OPEN.put(this, monitor);
            }
            return monitor;
        }
    }
}
