/** Work done beside the tick, so that a device that does not answer holds up nobody. */
@NullMarked
package io.scaph.sensor.gpu.internal.aside;

import org.jspecify.annotations.NullMarked;
