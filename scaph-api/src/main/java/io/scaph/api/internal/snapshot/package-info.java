/** Contains the records behind the snapshots of a tick. */
@NullMarked
package io.scaph.api.internal.snapshot;

import org.jspecify.annotations.NullMarked;
