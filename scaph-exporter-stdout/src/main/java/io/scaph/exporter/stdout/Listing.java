package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The consumers that a report lists, and the sum of those that it does not.
 *
 * @param listed those that took most of the interval's energy first
 * @param others how many are not listed
 * @param othersUsage what they used in the interval, together
 * @param othersMicrojoules what they used since the start, together, in µJ; may fall when one of them gets listed
 */
record Listing(List<ProcessUsage> listed, int others, Usage othersUsage, long othersMicrojoules) {
    /**
     * Chooses who is listed.
     *
     * @param interval what happened
     * @param wanted who may be listed
     * @param most how many at the most
     */
    static Listing of(Interval interval, Predicate<ProcessInfo> wanted, long most) {
        List<ProcessUsage> listed = new ArrayList<>();
        int others = 0;
        long inInterval = 0;
        long sinceStart = 0;
        for (ProcessUsage consumer : interval.processes()) {
            if (listed.size() < most && wanted.test(consumer.process())) {
                listed.add(consumer);
            } else {
                others++;
                inInterval += consumer.energy().microjoules();
                sinceStart += consumer.total().energy().microjoules();
            }
        }
        return new Listing(listed, others, interval.part("others", new Energy(inInterval)), sinceStart);
    }

    /**
     * A filter by executable, name or command line.
     *
     * @param option the option that gave the expression, for the message
     * @param expression a regular expression that has to match somewhere
     * @throws IllegalArgumentException if it is none
     */
    static Predicate<ProcessInfo> matching(String option, String expression) {
        Predicate<String> matches = compile(option, expression).asPredicate();
        long self = ProcessHandle.current().pid();
        return process -> process.executable().filter(matches).isPresent()
                || matches.test(process.name())
                // Our own holds the expression.
                || (process.pid() != self
                        && process.commandLine().filter(matches).isPresent());
    }

    /** Compiles an expression, with a message for the user if it is none. */
    static Pattern compile(String option, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    option + ": '" + expression + "' is no regular expression: " + e.getDescription(), e);
        }
    }
}
