package io.scaph.api.snapshot;

/**
 * A systemd unit.
 *
 * @param name its full name, such as {@code nginx.service} or {@code session-2.scope}
 */
public record Unit(String name) implements Group {
    @Override
    public Object identity() {
        return name;
    }
}
