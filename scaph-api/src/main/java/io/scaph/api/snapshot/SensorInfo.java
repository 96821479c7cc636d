package io.scaph.api.snapshot;

import io.scaph.api.internal.snapshot.SensorName;

/** A sensor that a monitor reads. Immutable. */
public sealed interface SensorInfo permits SensorName {
    /**
     * Returns the name of the sensor.
     *
     * @return the name by which users choose it
     */
    String name();

    /**
     * Returns what the sensor reads and why it was chosen.
     *
     * @return one line for people
     */
    String reason();
}
