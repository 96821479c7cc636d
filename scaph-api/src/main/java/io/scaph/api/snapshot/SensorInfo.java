package io.scaph.api.snapshot;

/**
 * A sensor that speaks.
 *
 * @param name its name
 * @param reason what it reads, and why it was chosen; for people, one line
 */
public record SensorInfo(String name, String reason) {}
