/** Energy by method, stack and thread. {@link io.scaph.profiler.EnergyProfiler} is the entry point. */
@NullMarked
package io.scaph.profiler;

import org.jspecify.annotations.NullMarked;
