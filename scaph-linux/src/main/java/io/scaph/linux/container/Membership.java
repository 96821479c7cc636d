package io.scaph.linux.container;

import io.scaph.api.snapshot.Container;
import java.util.Optional;

/**
 * Where a process belongs.
 *
 * @param container its container, described as far as it is known now
 * @param unit the innermost systemd unit that it runs in
 */
public record Membership(Optional<Container> container, Optional<String> unit) {
    /** Of a process of which nothing is known. */
    public static final Membership NONE = new Membership(Optional.empty(), Optional.empty());
}
