package io.scaph.profiler.internal.division;

import java.util.List;

/**
 * The energy of one stack.
 *
 * @param group the thread group
 * @param frames the stack, the outermost frame first
 * @param microjoules its energy, in µJ
 * @param samples the number of its samples
 * @param squares the sum over its samples of the square of the energy of each, in µJ²
 */
public record StackTotal(String group, List<String> frames, long microjoules, long samples, double squares) {}
