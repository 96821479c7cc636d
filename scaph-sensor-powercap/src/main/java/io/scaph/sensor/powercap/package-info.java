/**
 * RAPL energy counters through the powercap class of Linux ({@code Documentation/power/powercap/powercap.rst} of the
 * kernel; {@code drivers/powercap/intel_rapl_common.c} for what the zones mean), through perf events
 * ({@code arch/x86/events/rapl.c}) where powercap is closed to us, or through a tree of the same shape as powercap's that a
 * hypervisor publishes.
 */
@NullMarked
package io.scaph.sensor.powercap;

import org.jspecify.annotations.NullMarked;
