/**
 * RAPL energy counters through the powercap class of Linux ({@code Documentation/power/powercap/powercap.rst} of the
 * kernel; {@code drivers/powercap/intel_rapl_common.c} for what the zones mean), or through a tree of the same shape that a
 * hypervisor publishes.
 */
@NullMarked
package io.scaph.sensor.powercap;

import org.jspecify.annotations.NullMarked;
