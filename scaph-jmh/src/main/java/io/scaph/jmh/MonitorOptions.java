package io.scaph.jmh;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.workload.WorkloadDetail;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * The options of a monitor. JMH creates a profiler for each benchmark and never closes it, so the benchmarks of one JVM ({@code -f
 * 0}) share a monitor, which ends with the JVM.
 *
 * @param sensor the name of a sensor; empty for the best that works here
 * @param policy the name of a policy; empty for the default
 * @param profile the directory for flame graphs; empty for no profile
 */
record MonitorOptions(Optional<String> sensor, Optional<String> policy, Optional<Path> profile) {
    static final MonitorOptions NONE = new MonitorOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /** Without a profile, ticks are requested between iterations; the monitor itself only watches counters that may wrap. */
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
                case "sensor" -> new MonitorOptions(value, options.policy, options.profile);
                case "policy" -> new MonitorOptions(options.sensor, checked(value), options.profile);
                case "profile" -> new MonitorOptions(options.sensor, options.policy, directory(value));
                default ->
                    throw new ProfilerException("there is no option '" + name
                            + "': use sensor=NAME, policy=NAME or profile=DIRECTORY, joined by ;");
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

    private static Optional<Path> directory(Optional<String> value) throws ProfilerException {
        try {
            return Optional.of(value.filter(name -> !name.isEmpty())
                    .map(Path::of)
                    .orElseThrow(() -> new ProfilerException("profile= needs the directory for the flame graphs")));
        } catch (InvalidPathException e) {
            throw new ProfilerException(e);
        }
    }

    /** The monitor of this JVM with these options. Safe for use by several threads. */
    Monitor sharedMonitor() throws SensorUnavailableException {
        synchronized (OPEN) {
            Monitor monitor = OPEN.get(this);
            if (monitor == null) {
                MonitorBuilder builder = Monitor.builder();
                if (profile.isPresent()) {
                    // A profile is divided at each tick, and shows what the JVM uses for itself.
                    builder.details(Set.of(WorkloadDetail.JVM));
                } else {
                    builder.tick(RARE_TICKS);
                }
                sensor.ifPresent(builder::sensor);
                policy.map(AllocationPolicy::of).ifPresent(builder::policy);
                monitor = builder.open();
                OPEN.put(this, monitor);
            }
            return monitor;
        }
    }
}
