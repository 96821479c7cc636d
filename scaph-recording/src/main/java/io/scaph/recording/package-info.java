/**
 * A machine's readings in a text file, to be read again elsewhere: what its counters showed and what its processes used, without
 * anything that tells whose machine it was.
 */
@NullMarked
package io.scaph.recording;

import org.jspecify.annotations.NullMarked;
