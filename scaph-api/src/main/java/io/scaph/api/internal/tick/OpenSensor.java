package io.scaph.api.internal.tick;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.Sensor;

/**
 * A sensor that a monitor reads.
 *
 * @param info who it is and why it was chosen
 * @param sensor the sensor; the monitor closes it
 */
public record OpenSensor(SensorInfo info, Sensor sensor) {}
