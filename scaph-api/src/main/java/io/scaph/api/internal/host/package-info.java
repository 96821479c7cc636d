/** Reads the counters of the host and adds up its energy. */
@NullMarked
package io.scaph.api.internal.host;

import org.jspecify.annotations.NullMarked;
