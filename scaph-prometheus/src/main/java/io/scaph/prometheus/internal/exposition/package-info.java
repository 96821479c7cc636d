/** Metrics told one by one, and the forms in which they go out. */
@NullMarked
package io.scaph.prometheus.internal.exposition;

import org.jspecify.annotations.NullMarked;
