/** Repeats a piece of work and measures it each time. */
@NullMarked
package io.scaph.junit.internal.sampling;

import org.jspecify.annotations.NullMarked;
