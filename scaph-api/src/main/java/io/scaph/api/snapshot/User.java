package io.scaph.api.snapshot;

import java.util.Optional;

/**
 * A user of the host.
 *
 * @param uid the user id, from 0 to 2^32 - 1
 * @param name the name, as far as it is known
 */
public record User(long uid, Optional<String> name) implements Group {
    @Override
    public Object identity() {
        return uid;
    }
}
