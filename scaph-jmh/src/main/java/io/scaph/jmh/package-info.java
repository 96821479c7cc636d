/** Tells JMH what a benchmark uses: {@link io.scaph.jmh.EnergyProfiler}. */
@NullMarked
package io.scaph.jmh;

import org.jspecify.annotations.NullMarked;
