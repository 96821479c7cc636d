package io.scaph.exporter.prometheus.internal.http;

import java.util.Locale;
import java.util.Map;

/**
 * The head of a request. Bodies are not read.
 *
 * @param method as sent: {@code GET}
 * @param path the path without the query
 * @param headers header values by name in lower case; those of one name are joined by commas
 * @param keepAlive whether the client keeps the connection for further requests
 */
public record Request(String method, String path, Map<String, String> headers, boolean keepAlive) {
    /**
     * A header.
     *
     * @param name its name
     * @return its value; empty if it was not sent
     */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
