package io.scaph.prometheus.internal.view;

import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.LineRules.LedgerReading;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of one process or group in a roster. Its totals continue if its line of the ledger begins at 0 again. Not safe for
 * use by several threads.
 */
final class RosterEntry<S> {
    private final Object identity;
    private S subject;
    private @Nullable Line line;
    private boolean ended;
    private long endedNanos;
    /** The last snapshot that contained it. */
    private long sequence;
    /** The energy that it used recently; older energy counts less. */
    private double recentMicrojoules;

    private Amount read = Amount.ZERO;
    private Amount total = Amount.ZERO;
    /** The totals at the end of the last interval, and at its beginning. */
    private Amount intervalEnd = Amount.ZERO;

    private Amount intervalBegin = Amount.ZERO;

    /** A line that the subject has now; it counts from the totals {@code begin} on. */
    private record Line(LabelSet labels, String since, long countsFromNanos, Amount begin) {}

    RosterEntry(LedgerReading<S> first, long sequence) {
        identity = first.identity();
        subject = first.subject();
        this.sequence = sequence;
    }

    /** Adds what the ledger shows in a snapshot, and returns what was used since the one before. */
    Amount add(LedgerReading<S> ledger, long before, long now, double decay) {
        boolean fromZero = sequence != before || ledger.used().microjoules() < read.microjoules();
        sequence = now;
        Amount more = fromZero ? ledger.used() : ledger.used().minus(read);
        read = ledger.used();
        total = total.plus(more);
        recentMicrojoules = recentMicrojoules * decay + more.microjoules();
        return more;
    }

    /** Takes over a description that changed, with new labels. */
    void describe(S described, BiFunction<S, String, LabelSet> labelling) {
        if (subject != described && !subject.equals(described)) {
            subject = described;
            if (line != null) {
                line = new Line(labelling.apply(subject, line.since), line.since, line.countsFromNanos, line.begin);
            }
        }
    }

    void setEnded(boolean hasEnded, long nowNanos) {
        if (hasEnded && !ended) {
            endedNanos = nowNanos;
        }
        ended = hasEnded;
    }

    /** Leaves what was used so far out of all intervals. */
    void startIntervals() {
        intervalEnd = total;
    }

    void endInterval() {
        intervalBegin = intervalEnd;
        intervalEnd = total;
    }

    void giveLine(BiFunction<S, String, LabelSet> labelling, String since, long countsFromNanos) {
        line = new Line(labelling.apply(subject, since), since, countsFromNanos, total);
    }

    void removeLine() {
        line = null;
    }

    /** Leaves what was used so far out of the line. */
    void restartLine() {
        if (line != null) {
            line = new Line(line.labels, line.since, line.countsFromNanos, total);
        }
    }

    boolean countsAt(long nowNanos) {
        return line != null && nowNanos - line.countsFromNanos >= 0;
    }

    Amount last() {
        return total.minus(intervalBegin);
    }

    /** The value of its line; zero if it has no line. */
    Amount counted() {
        return line == null ? Amount.ZERO : total.minus(line.begin);
    }

    PublishedLine<S> published() {
        LabelSet labels = line == null ? LabelSet.NONE : line.labels;
        return new PublishedLine<>(labels, subject, counted(), total, last(), ended);
    }

    Object identity() {
        return identity;
    }

    boolean hasLine() {
        return line != null;
    }

    boolean ended() {
        return ended;
    }

    long endedNanos() {
        return endedNanos;
    }

    long sequence() {
        return sequence;
    }

    double recentMicrojoules() {
        return recentMicrojoules;
    }
}
