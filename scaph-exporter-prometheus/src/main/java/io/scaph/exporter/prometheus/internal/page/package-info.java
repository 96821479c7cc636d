/** The page for people. */
@NullMarked
package io.scaph.exporter.prometheus.internal.page;

import org.jspecify.annotations.NullMarked;
