/** Files with the energy of stacks. */
@NullMarked
package io.scaph.profiler.internal.format;

import org.jspecify.annotations.NullMarked;
