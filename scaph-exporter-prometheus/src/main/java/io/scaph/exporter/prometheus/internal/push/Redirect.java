package io.scaph.exporter.prometheus.internal.push;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks whether a redirect is safe to follow. */
final class Redirect {
    private Redirect() {}

    /**
     * Returns the address to use next. A request has no credentials, so another host is allowed.
     *
     * @param from the address that redirects
     * @param location the header {@code Location}; null if it is missing
     * @throws IOException if there is no address, or if the new one is without TLS
     */
    static URI target(URI from, @Nullable String location) throws IOException {
        if (location == null) {
            throw new IOException("a redirect without an address");
        }
        URI target;
        try {
            target = from.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirect to '" + location + "', which is not an address", e);
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IOException("a redirect to '" + location + "', which is not an address of HTTP");
        }
        if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
            throw new IOException("a redirect from https to " + target + " is not followed");
        }
        return target;
    }
}
