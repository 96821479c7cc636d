/** Divides the energy of the application among threads and stacks. */
@NullMarked
package io.scaph.profiler.internal.division;

import org.jspecify.annotations.NullMarked;
