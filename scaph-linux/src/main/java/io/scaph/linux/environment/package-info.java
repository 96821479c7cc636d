/** Where a process runs: on hardware, in a virtual machine, in a container; and on which kernel. */
@NullMarked
package io.scaph.linux.environment;

import org.jspecify.annotations.NullMarked;
