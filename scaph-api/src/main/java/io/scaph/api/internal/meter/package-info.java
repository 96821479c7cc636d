/** Whole sensors made from a supplier. */
@NullMarked
package io.scaph.api.internal.meter;

import org.jspecify.annotations.NullMarked;
