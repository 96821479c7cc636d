/** One reading of everything: sensors, the host's account, and the monitor's readers. */
@NullMarked
package io.scaph.api.internal.tick;

import org.jspecify.annotations.NullMarked;
