/** The zones of a powercap tree, and the domains that they are. */
@NullMarked
package io.scaph.sensor.powercap.internal.zone;

import org.jspecify.annotations.NullMarked;
