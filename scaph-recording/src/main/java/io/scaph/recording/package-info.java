/**
 * Writes a machine's readings to a text file and replays them elsewhere: what its counters showed and what its processes used, without
 * anything that identifies the machine.
 */
@NullMarked
package io.scaph.recording;

import org.jspecify.annotations.NullMarked;
