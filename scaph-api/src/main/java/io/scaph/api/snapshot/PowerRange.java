package io.scaph.api.snapshot;

/**
 * The interval that holds the true power four times of five, as far as the model of an estimate knows its own error. It is
 * the error of the model for a machine, the same at every moment: it does not get smaller by measuring longer.
 *
 * @param lowWatts the lower end, in watts
 * @param highWatts the upper end, in watts
 */
public record PowerRange(double lowWatts, double highWatts) {}
