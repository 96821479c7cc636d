/** Watts from load and hardware: equations fitted to published results, with the error that they had on CPUs unseen. */
@NullMarked
package io.scaph.sensor.estimation.internal.power;

import org.jspecify.annotations.NullMarked;
