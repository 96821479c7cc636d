/** Calls listeners at a steady pace with each interval. */
@NullMarked
package io.scaph.api.internal.interval;

import org.jspecify.annotations.NullMarked;
