package io.scaph.junit.internal.report;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import java.util.stream.Collectors;

/**
 * How it was measured.
 *
 * @param sensor the names of the sensors
 * @param sensorReason what they read
 * @param quality how certain that is, as {@link io.scaph.api.topology.Quality} calls it
 * @param policy how the host's energy was divided
 * @param machine what kind of machine this is
 */
public record Conditions(String sensor, String sensorReason, String quality, String policy, String machine) {
    /**
     * The conditions of a measurement.
     *
     * @param snapshot what the monitor says of itself
     * @param quality how certain the energy is, as {@link io.scaph.api.topology.Quality} calls it
     * @param machine what kind of machine this is
     * @return the conditions
     */
    public static Conditions of(Snapshot snapshot, String quality, String machine) {
        return new Conditions(
                snapshot.sensorNames(),
                snapshot.sensors().stream().map(SensorInfo::reason).collect(Collectors.joining("; ")),
                quality,
                snapshot.policy().label(),
                machine);
    }
}
