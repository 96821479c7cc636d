/** What hardware this is: a CPU's name, micro-architecture and published facts, and what a machine shows of itself. */
@NullMarked
package io.scaph.sensor.estimation.internal.hardware;

import org.jspecify.annotations.NullMarked;
