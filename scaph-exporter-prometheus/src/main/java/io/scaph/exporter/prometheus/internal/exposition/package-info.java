/** Metrics told one by one, and the forms in which they go out. */
@NullMarked
package io.scaph.exporter.prometheus.internal.exposition;

import org.jspecify.annotations.NullMarked;
