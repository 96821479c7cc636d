package io.scaph.prometheus.internal.view;

import java.util.function.Function;

/**
 * How lines of one kind begin and end.
 *
 * @param labelling makes their labels
 * @param firstSince the label {@code since} of a line that its subject gets when it is seen for the first time
 * @param firstSettleNanos how long such a line stays at 0, in ns
 * @param holdNanos how long a line outlives its subject if there is room, in ns
 * @param comesBack whether a subject that is gone may come back under the same identity
 * @param <S> what the lines are of
 */
record LineRules<S>(
        Labelling<S> labelling,
        Function<S, String> firstSince,
        long firstSettleNanos,
        long holdNanos,
        boolean comesBack) {}
