package io.scaph.api.topology;

/** A counter that exists but is not added up. Immutable. */
public sealed interface IgnoredZone {
    /**
     * Returns a counter that is not added up.
     *
     * @param zone where it is, in the terms of the sensor
     * @param reason why it is not added up, one line
     * @return the counter
     */
    static IgnoredZone of(String zone, String reason) {
        return new IgnoredZoneRecord(zone, reason);
    }

    /**
     * Returns where the counter is.
     *
     * @return the place, in the terms of the sensor
     */
    String zone();

    /**
     * Returns why the counter is not added up.
     *
     * @return the reason, one line
     */
    String reason();
}

/** A counter that is not added up. */
record IgnoredZoneRecord(String zone, String reason) implements IgnoredZone {}
