/** Fits the estimating sensor's models to published results, and reports how well they do. Not shipped. */
@NullMarked
package io.scaph.sensor.estimation.fit;

import org.jspecify.annotations.NullMarked;
