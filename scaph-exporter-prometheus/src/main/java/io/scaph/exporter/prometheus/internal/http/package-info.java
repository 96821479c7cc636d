/**
 * A small HTTP server, for GET requests without a body, within limits that no client can exceed. Why it is not the server of the
 * JDK or a library: decision 0001 in {@code docs/decisions}.
 */
@NullMarked
package io.scaph.exporter.prometheus.internal.http;

import org.jspecify.annotations.NullMarked;
