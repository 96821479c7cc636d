/** Access to the files and clocks of processes: by system calls, or by files alone. */
@NullMarked
package io.scaph.linux.procfs;

import org.jspecify.annotations.NullMarked;
