package io.scaph.api.workload;

/** A systemd unit. Immutable. */
public sealed interface Unit extends Group {
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

/** A systemd unit. */
record UnitRecord(String name) implements Unit {
    @Override
    public Object identity() {
        return name;
    }
}
