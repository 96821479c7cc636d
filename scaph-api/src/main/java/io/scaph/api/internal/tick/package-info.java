/** The tick: one reading of everything, the host's account, and the snapshots that readers get. */
@NullMarked
package io.scaph.api.internal.tick;

import org.jspecify.annotations.NullMarked;
