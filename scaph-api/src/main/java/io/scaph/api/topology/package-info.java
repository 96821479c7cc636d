/** Contains the topology of a host: its sockets, their domains, and which domains add up to the host. */
@NullMarked
package io.scaph.api.topology;

import org.jspecify.annotations.NullMarked;
