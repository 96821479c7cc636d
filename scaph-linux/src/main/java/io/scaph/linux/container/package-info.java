/** Containers, pods and systemd units: found by control groups, named, and with the CPU time of processes that ended. */
@NullMarked
package io.scaph.linux.container;

import org.jspecify.annotations.NullMarked;
