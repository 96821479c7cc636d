package io.scaph.exporter.prometheus.internal.http;

import java.time.Duration;

/**
 * The limits for clients.
 *
 * @param connections how many at a time; beyond that the one that has kept the server waiting longest is closed
 * @param request how long a request may take to arrive, TLS included
 * @param response how long a client may take to read a response
 * @param idle how long a connection may stay open between two requests
 */
public record Limits(int connections, Duration request, Duration response, Duration idle) {
    /** Enough for many scrapers. Clients that only hold connections open are closed. */
    public static final Limits STANDARD =
            new Limits(64, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(150));
}
