package io.scaph.profiler.internal.division;

/**
 * The energy of one thread, or of several that are not distinguished.
 *
 * @param name the name
 * @param group the thread group
 * @param microjoules its energy, in µJ
 * @param unsampledMicrojoules the part of it that no sample explains, in µJ
 * @param samples the number of its samples
 */
public record ThreadTotal(String name, String group, long microjoules, long unsampledMicrojoules, long samples) {}
