/** What a series of measurements says of the next one. */
@NullMarked
package io.scaph.junit.internal.statistics;

import org.jspecify.annotations.NullMarked;
