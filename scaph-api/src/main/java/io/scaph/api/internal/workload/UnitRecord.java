package io.scaph.api.internal.workload;

import io.scaph.api.workload.Unit;

/** A systemd unit. */
public record UnitRecord(String name) implements Unit {
    @Override
    public Object identity() {
        return name;
    }
}
