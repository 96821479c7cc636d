/** What scaph-linux needs from a container's runtime; scaph-containers provides it. */
@NullMarked
package io.scaph.linux.container.name;

import org.jspecify.annotations.NullMarked;
