package io.scaph.api.internal.topology;

import io.scaph.api.topology.IgnoredZone;

/** A counter that is not added up. */
public record IgnoredZoneRecord(String zone, String reason) implements IgnoredZone {}
