package io.scaph.exporter.prometheus.internal.http;

import java.time.Duration;

/**
 * What a client may take.
 *
 * @param connections how many at a time; beyond that the one that has made us wait longest is closed
 * @param request how long a request may take to arrive, TLS included
 * @param answer how long an answer may take to be read
 * @param idle how long a connection may stay open between two requests
 */
public record Limits(int connections, Duration request, Duration answer, Duration idle) {
    /** Room for many scrapers, and nothing for those who only hold on. */
    public static final Limits STANDARD =
            new Limits(64, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(150));
}
