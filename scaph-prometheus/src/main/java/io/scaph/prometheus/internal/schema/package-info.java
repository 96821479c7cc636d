/** Which metrics there are, under which names: what is known, told to a sink. */
@NullMarked
package io.scaph.prometheus.internal.schema;

import org.jspecify.annotations.NullMarked;
