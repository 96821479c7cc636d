/** The energy of GPUs, and for whom they worked. */
@NullMarked
package io.scaph.sensor.gpu;

import org.jspecify.annotations.NullMarked;
