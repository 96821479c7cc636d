/** The host seen as a tree of energy: host, sockets, domains; and which of them add up to the host. */
@NullMarked
package io.scaph.api.topology;

import org.jspecify.annotations.NullMarked;
