package io.scaph.api.snapshot;

import java.util.Optional;

/**
 * Whether a monitor works as it should.
 *
 * @param current whether the latest snapshot is recent: if not, what it shows is of the past, and power is not known
 * @param trouble what is wrong, one line naming what is being read; empty if nothing is
 */
public record Health(boolean current, Optional<String> trouble) {
    /** Nothing is wrong. */
    public static final Health GOOD = new Health(true, Optional.empty());
}
