package io.scaph.jmh;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.AllocationPolicy;
import java.util.Optional;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * How to open a monitor.
 *
 * @param sensor the name of a sensor; empty for the best that works here
 * @param policy the name of a policy; empty for what the monitor chooses
 */
record MonitorOptions(Optional<String> sensor, Optional<String> policy) {
    static final MonitorOptions NONE = new MonitorOptions(Optional.empty(), Optional.empty());

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
                            "there is no option '" + name + "': choose sensor=NAME or policy=NAME, joined by ;");
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

    Monitor.Builder builder() {
        Monitor.Builder builder = Monitor.builder();
        sensor.ifPresent(builder::sensor);
        policy.map(AllocationPolicy::of).ifPresent(builder::policy);
        return builder;
    }
}
