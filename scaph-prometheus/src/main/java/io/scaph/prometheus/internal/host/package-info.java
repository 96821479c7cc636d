/** What the machine reports besides energy: gauges from {@code /proc} and {@code /sys}. */
@NullMarked
package io.scaph.prometheus.internal.host;

import org.jspecify.annotations.NullMarked;
