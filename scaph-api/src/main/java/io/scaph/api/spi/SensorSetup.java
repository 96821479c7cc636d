package io.scaph.api.spi;

/**
 * What a sensor is opened with.
 *
 * @param roots where the host's {@code /proc} and {@code /sys} are
 * @param options the values of the options that the provider takes
 * @param clock the monitor's clock, for sensors that integrate power over time
 */
public record SensorSetup(HostRoots roots, Options options, NanoClock clock) {}
