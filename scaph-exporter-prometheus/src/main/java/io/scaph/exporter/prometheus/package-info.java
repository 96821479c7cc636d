/**
 * Metrics for Prometheus: an endpoint to be scraped, a collector for the registry of an application, and what pushes to a
 * Pushgateway.
 */
@NullMarked
package io.scaph.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
