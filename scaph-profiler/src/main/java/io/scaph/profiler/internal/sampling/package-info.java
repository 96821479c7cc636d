/** Samples stacks by the JDK's flight recorder, and reads the CPU time of threads. */
@NullMarked
package io.scaph.profiler.internal.sampling;

import org.jspecify.annotations.NullMarked;
