/** Containers, pods and systemd units: found by control groups, with the CPU time of the dead inside, and named. */
@NullMarked
package io.scaph.linux.container;

import org.jspecify.annotations.NullMarked;
