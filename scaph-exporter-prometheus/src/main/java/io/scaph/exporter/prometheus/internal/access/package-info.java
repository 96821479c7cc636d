/** Who may read the metrics: TLS and passwords, as a web configuration file says it. */
@NullMarked
package io.scaph.exporter.prometheus.internal.access;

import org.jspecify.annotations.NullMarked;
