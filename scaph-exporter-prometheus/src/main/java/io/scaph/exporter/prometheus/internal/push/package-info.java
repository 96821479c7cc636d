/** Pushes metrics to a Pushgateway. */
@NullMarked
package io.scaph.exporter.prometheus.internal.push;

import org.jspecify.annotations.NullMarked;
