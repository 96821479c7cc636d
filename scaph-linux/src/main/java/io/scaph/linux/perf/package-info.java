/** Counters of the kernel's perf events, read by group. */
@NullMarked
package io.scaph.linux.perf;

import org.jspecify.annotations.NullMarked;
