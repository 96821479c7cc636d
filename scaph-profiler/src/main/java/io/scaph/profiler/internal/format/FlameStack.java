package io.scaph.profiler.internal.format;

import io.scaph.profiler.internal.division.LedgerLine;
import io.scaph.profiler.internal.division.ProfileTotals;
import io.scaph.profiler.internal.division.StackTotal;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of a flame graph, which also has what is no stack: the energy without samples and that of the JVM itself, as frames in
 * brackets. So the stacks of a profile add up to the energy of the JVM.
 *
 * @param group the thread group; empty if the stack is of no thread
 * @param frames the outermost frame first
 * @param microjoules its energy, in µJ
 * @param samples the number of its samples; 0 if it is not sampled
 * @param squares as {@link StackTotal#squares}
 */
record FlameStack(String group, List<String> frames, long microjoules, long samples, double squares) {
    static List<FlameStack> of(ProfileTotals profile) {
        List<FlameStack> stacks = new ArrayList<>();
        for (StackTotal stack : profile.stacks()) {
            stacks.add(new FlameStack(
                    stack.group(), stack.frames(), stack.microjoules(), stack.samples(), stack.squares()));
        }
        add(stacks, "[not sampled]", profile.unsampled());
        LedgerLine.Own own = profile.own();
        if (own != null) {
            add(stacks, "[gc]", own.gc());
            add(stacks, "[jit]", own.jit());
            add(stacks, "[runtime]", own.runtime());
        }
        return stacks;
    }

    private static void add(List<FlameStack> stacks, String name, long microjoules) {
        if (microjoules > 0) {
            stacks.add(new FlameStack("", List.of(name), microjoules, 0, 0));
        }
    }
}
