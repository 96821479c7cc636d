/** The energy of GPUs, and the processes that they worked for. */
@NullMarked
package io.scaph.sensor.gpu;

import org.jspecify.annotations.NullMarked;
