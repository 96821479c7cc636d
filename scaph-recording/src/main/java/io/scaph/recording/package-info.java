/**
 * A machine's readings in a text file, to be replayed elsewhere: its counters and the CPU time of its processes, without
 * anything that identifies the machine.
 */
@NullMarked
package io.scaph.recording;

import org.jspecify.annotations.NullMarked;
