/** What {@code /proc} tells: CPUs, their times, processes. */
@NullMarked
package io.scaph.linux.procfs;

import org.jspecify.annotations.NullMarked;
