/** Messages to the service manager systemd. */
@NullMarked
package io.scaph.linux.systemd;

import org.jspecify.annotations.NullMarked;
