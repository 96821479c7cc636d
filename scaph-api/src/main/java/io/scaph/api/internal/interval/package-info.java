/** Calls listeners at a steady pace with what happened. */
@NullMarked
package io.scaph.api.internal.interval;

import org.jspecify.annotations.NullMarked;
