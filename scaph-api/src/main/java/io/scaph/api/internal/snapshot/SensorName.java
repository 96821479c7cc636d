package io.scaph.api.internal.snapshot;

import io.scaph.api.snapshot.SensorInfo;

/** A sensor that is read. */
public record SensorName(String name, String reason) implements SensorInfo {}
