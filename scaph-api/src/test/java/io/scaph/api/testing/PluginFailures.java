package io.scaph.api.testing;

import io.scaph.api.spi.Availability;
import java.util.function.Supplier;

/** What plugins do when they do not work. */
public final class PluginFailures {
    private PluginFailures() {}

    public static Supplier<Availability> missing(String what) {
        return () -> Availability.unavailable("no " + what, "get " + what);
    }

    /** To throw what a signature does not declare; an error is thrown here. */
    public static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }
}
