package io.scaph.api.workload;

import io.scaph.api.internal.workload.UnitRecord;

/** A systemd unit. Immutable. */
public sealed interface Unit extends Group permits UnitRecord {
    /**
     * Returns a unit.
     *
     * @param name the full name
     * @return the unit
     */
    static Unit of(String name) {
        return new UnitRecord(name);
    }

    /**
     * Returns the full name.
     *
     * @return such as {@code nginx.service} or {@code session-2.scope}
     */
    String name();
}
