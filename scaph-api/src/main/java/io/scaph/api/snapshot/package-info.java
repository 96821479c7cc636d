/** Contains immutable snapshots of everything that is known at one moment, and the intervals between two snapshots. */
@NullMarked
package io.scaph.api.snapshot;

import org.jspecify.annotations.NullMarked;
