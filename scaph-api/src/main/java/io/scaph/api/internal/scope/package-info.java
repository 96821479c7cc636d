/** Measures scopes: the difference of two readings of the counters and of two CPU clocks. */
@NullMarked
package io.scaph.api.internal.scope;

import org.jspecify.annotations.NullMarked;
