/** Measures how the power of a machine follows its load, for the profile that an estimate is made from elsewhere. */
@NullMarked
package io.scaph.sensor.estimation.calibration;

import org.jspecify.annotations.NullMarked;
