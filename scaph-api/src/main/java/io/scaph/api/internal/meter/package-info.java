/** Sensors that are made from a supplier of power or energy. */
@NullMarked
package io.scaph.api.internal.meter;

import org.jspecify.annotations.NullMarked;
