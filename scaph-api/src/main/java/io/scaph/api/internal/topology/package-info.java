/** Contains the records behind domains and topologies. */
@NullMarked
package io.scaph.api.internal.topology;

import org.jspecify.annotations.NullMarked;
