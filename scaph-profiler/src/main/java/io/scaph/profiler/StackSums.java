package io.scaph.profiler;

import io.scaph.api.energy.Energy;
import io.scaph.profiler.internal.division.StackTotal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Sums over stacks, with their statistical error. The energy of a method is estimated by the samples that hit it. With w the
 * energy of one sample, Q the sum of w² over the samples that hit it, R that over all other samples, and f its part of the energy
 * of all samples, the variance of the estimate is
 *
 * <pre>V = Q (1 - f)² + R f²</pre>
 *
 * <p>With n samples of equal weight this is the binomial n f (1 - f) w² (the variance of a ratio estimator: W. G. Cochran,
 * Sampling Techniques, 3rd edition, chapter 6). The error is the distance to the farther end of Wilson's interval, which is
 * right for few samples too, and where all samples hit: with z = 1.96 and the mean weight w,
 *
 * <pre>z √(V + z² w² / 4) + z² w |1/2 - f|</pre>
 *
 * <p>(E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927; for n much larger than z²).
 */
final class StackSums {
    /** The part of a normal distribution within it is 95 %. */
    private static final double DEVIATIONS = 1.96;

    private final List<StackTotal> stacks;
    private final double sampled;
    private final double squares;

    StackSums(List<StackTotal> stacks) {
        this.stacks = stacks;
        sampled = stacks.stream().mapToLong(StackTotal::microjoules).sum();
        squares = stacks.stream().mapToDouble(StackTotal::squares).sum();
    }

    /** The sum of some of the stacks. */
    private static final class Sum {
        long microjoules;
        long samples;
        double squares;

        void add(StackTotal stack) {
            microjoules += stack.microjoules();
            samples += stack.samples();
            squares += stack.squares();
        }
    }

    private static final class Sums {
        final Sum self = new Sum();
        final Sum total = new Sum();
    }

    /** All stacks, that with the most energy first. */
    List<StackEnergy> stacks() {
        return stacks.stream()
                .sorted(Comparator.comparingLong(StackTotal::microjoules)
                        .reversed()
                        .thenComparing(stack -> String.join(";", stack.frames())))
                .map(stack -> new StackEnergy(
                        stack.group(),
                        stack.frames(),
                        new Energy(stack.microjoules()),
                        error(stack.microjoules(), stack.squares()),
                        stack.samples()))
                .toList();
    }

    /** All methods, that with the most energy of its own first. */
    List<MethodEnergy> methods() {
        Map<String, Sums> byName = new HashMap<>();
        for (StackTotal stack : stacks) {
            List<String> frames = stack.frames();
            // Once per stack, however often it calls itself.
            for (String name : new HashSet<>(frames)) {
                byName.computeIfAbsent(name, key -> new Sums()).total.add(stack);
            }
            byName.computeIfAbsent(frames.get(frames.size() - 1), key -> new Sums())
                    .self
                    .add(stack);
        }
        return byName.entrySet().stream()
                .map(entry -> method(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(MethodEnergy::self)
                        .thenComparing(MethodEnergy::total)
                        .reversed()
                        .thenComparing(MethodEnergy::name))
                .toList();
    }

    private MethodEnergy method(String name, Sums sums) {
        return new MethodEnergy(
                name,
                new Energy(sums.self.microjoules),
                error(sums.self.microjoules, sums.self.squares),
                new Energy(sums.total.microjoules),
                error(sums.total.microjoules, sums.total.squares),
                sums.total.samples);
    }

    private Energy error(long microjoules, double hit) {
        if (sampled <= 0) {
            return Energy.ZERO;
        }
        double part = microjoules / sampled;
        double variance = hit * (1 - part) * (1 - part) + Math.max(0, squares - hit) * part * part;
        double weight = squares / sampled;
        double error = DEVIATIONS * Math.sqrt(variance + DEVIATIONS * DEVIATIONS * weight * weight / 4)
                + DEVIATIONS * DEVIATIONS * weight * Math.abs(0.5 - part);
        return new Energy(Math.round(Math.min(error, sampled)));
    }
}
