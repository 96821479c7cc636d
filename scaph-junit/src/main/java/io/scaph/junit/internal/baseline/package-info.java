/** Baselines: what tests used when they were recorded. */
@NullMarked
package io.scaph.junit.internal.baseline;

import org.jspecify.annotations.NullMarked;
