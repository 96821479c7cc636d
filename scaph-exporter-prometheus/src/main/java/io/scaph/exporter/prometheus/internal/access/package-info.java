/** TLS and passwords, as a web configuration file states them. */
@NullMarked
package io.scaph.exporter.prometheus.internal.access;

import org.jspecify.annotations.NullMarked;
