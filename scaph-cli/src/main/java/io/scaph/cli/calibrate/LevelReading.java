package io.scaph.cli.calibrate;

/**
 * What was measured at one level of load.
 *
 * @param wantedLoad the load that was asked for, from 0 to 1
 * @param load the load that the machine had, with all that ran on it: busy CPU time by capacity, from 0 to 1
 * @param watts the power of the host, in watts, above 0
 * @param errorWatts how far that may be off by what it did meanwhile (its standard error, or half of its trend), in watts
 * @param windows how many windows of time this is the median of
 * @param dropped how many were left out: energy unknown, time stolen, or far from the others
 */
record LevelReading(double wantedLoad, double load, double watts, double errorWatts, int windows, int dropped) {}
