/** The metrics, their names, units and labels, in two schemas. */
@NullMarked
package io.scaph.prometheus.internal.schema;

import org.jspecify.annotations.NullMarked;
