/** A profiler for JMH: joules per operation, and watts. See {@link io.scaph.jmh.EnergyProfiler}. */
@NullMarked
package io.scaph.jmh;

import org.jspecify.annotations.NullMarked;
