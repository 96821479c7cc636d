/** The CPUs of a machine, and what all of them together did. */
@NullMarked
package io.scaph.linux.machine;

import org.jspecify.annotations.NullMarked;
