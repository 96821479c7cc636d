package io.scaph.junit.internal.report;

import io.scaph.junit.internal.baseline.Baseline;
import io.scaph.junit.internal.sampling.Samples;
import io.scaph.junit.internal.verdict.Figure;
import io.scaph.junit.internal.verdict.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is to be said of one test.
 *
 * @param test which test
 * @param time when it was judged
 * @param demand what was asked of it
 * @param verdict what came of that
 * @param conditions how it was measured; empty if it was not
 * @param samples each repetition; empty if there is none
 * @param figure what they say together; empty if none of them counts
 * @param baseline what it was compared with; empty if with nothing
 */
public record Report(
        TestId test,
        Instant time,
        Demand demand,
        Verdict verdict,
        Optional<Conditions> conditions,
        Optional<Samples> samples,
        Optional<Figure> figure,
        Optional<Baseline> baseline) {}
