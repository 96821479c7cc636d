package io.scaph.api.internal.tick;

import java.util.Optional;

/**
 * Whether a monitor works as it should.
 *
 * @param current whether the latest snapshot is recent
 * @param trouble what is wrong, one line; empty if nothing is
 */
public record Health(boolean current, Optional<String> trouble) {
    /** Nothing is wrong. */
    public static final Health GOOD = new Health(true, Optional.empty());
}
