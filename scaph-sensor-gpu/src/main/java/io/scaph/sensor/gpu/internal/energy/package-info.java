/** A device's energy: from a counter, from power over time, or from its utilisation. */
@NullMarked
package io.scaph.sensor.gpu.internal.energy;

import org.jspecify.annotations.NullMarked;
