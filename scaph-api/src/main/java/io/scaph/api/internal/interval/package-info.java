/** Computes the differences of snapshots, and calls listeners at a steady pace with them. */
@NullMarked
package io.scaph.api.internal.interval;

import org.jspecify.annotations.NullMarked;
