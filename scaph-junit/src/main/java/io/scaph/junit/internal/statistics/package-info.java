/** Means of repeated measurements and their confidence intervals. */
@NullMarked
package io.scaph.junit.internal.statistics;

import org.jspecify.annotations.NullMarked;
