/** How much the CPUs work, of the machine or of a container's part of it. */
@NullMarked
package io.scaph.sensor.estimation.internal.usage;

import org.jspecify.annotations.NullMarked;
