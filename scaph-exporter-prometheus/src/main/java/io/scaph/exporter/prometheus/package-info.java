/**
 * Metrics for Prometheus over HTTP: an endpoint for applications, and the exporters {@code prometheus} and
 * {@code prometheus-push}.
 */
@NullMarked
package io.scaph.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
