/** A device's energy: from a counter, from power over time, or from how busy it is. */
@NullMarked
package io.scaph.sensor.gpu.internal.energy;

import org.jspecify.annotations.NullMarked;
