package io.scaph.cli.calibrate;

/**
 * What was measured at one level of load.
 *
 * @param wantedLoad the requested load, from 0 to 1
 * @param load the load that the machine had, with all that ran on it: busy CPU time by capacity, from 0 to 1
 * @param watts the power of the host, in watts, above 0
 * @param errorWatts how far that may be off because power changed during the measurement (its standard error, or half of its
 *     trend), in watts
 * @param windows the number of windows of time; this is their median
 * @param dropped how many were left out: energy unknown, time stolen, or far from the others
 */
record LevelReading(double wantedLoad, double load, double watts, double errorWatts, int windows, int dropped) {}
