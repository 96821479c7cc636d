/** Watts from utilisation, for machines without an energy counter. An estimate, and always labelled as one. */
@NullMarked
package io.scaph.sensor.estimation;

import org.jspecify.annotations.NullMarked;
