package io.scaph.api.internal.value;

import io.scaph.api.topology.IgnoredZone;

/** A counter that is not added up. */
public record IgnoredZoneRecord(String zone, String reason) implements IgnoredZone {}
