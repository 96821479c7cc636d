package io.scaph.api.topology;

/**
 * A counter that was found and is not added up.
 *
 * @param zone where it is, in the sensor's own terms
 * @param reason why it does not count, one line
 */
public record IgnoredZone(String zone, String reason) {}
