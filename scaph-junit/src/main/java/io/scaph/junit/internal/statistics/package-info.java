/** Mean, scatter and confidence intervals of a series of measurements. */
@NullMarked
package io.scaph.junit.internal.statistics;

import org.jspecify.annotations.NullMarked;
