package io.scaph.sensor.estimation.internal.hardware;

/**
 * What a maker publishes of a CPU model, for one chip.
 *
 * @param name the model without its brand, such as {@code e5-2660 v2}
 * @param microArchitecture its generation
 * @param tdpWatts the thermal design power, in watts
 * @param cores its cores
 * @param threads its hardware threads
 * @param megahertz its nominal frequency, in MHz
 */
public record CpuModel(
        String name, MicroArchitecture microArchitecture, double tdpWatts, int cores, int threads, double megahertz) {}
