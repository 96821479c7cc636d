/** Turns raw counters into energy. */
@NullMarked
package io.scaph.api.internal.counter;

import org.jspecify.annotations.NullMarked;
